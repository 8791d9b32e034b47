/** The only place that calls the kernel natively. */
module dev.wharf.linux {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires org.jnrproject.ffi;
    requires org.slf4j;

    exports dev.wharf.linux;
}
