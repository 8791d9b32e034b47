/** The execution driver {@code oci}. */
module dev.wharf.execoci {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
}
