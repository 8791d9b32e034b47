/** The log driver {@code none}. */
module dev.wharf.logdriver.none {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires dev.wharf.spi;
}
