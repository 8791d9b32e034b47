/** The only place that calls the kernel natively. */
module dev.wharf.linux {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    // its classes are packed into the bundle
    requires static org.jnrproject.ffi;
    requires org.slf4j;

    exports dev.wharf.linux;
    exports dev.wharf.linux.launch;
    exports dev.wharf.linux.network;
    exports dev.wharf.linux.network.filter;
}
