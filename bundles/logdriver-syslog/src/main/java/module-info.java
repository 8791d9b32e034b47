/** The log driver {@code syslog}. */
module dev.wharf.logdriver.syslog {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires dev.wharf.linux;
    requires dev.wharf.spi;
}
