/** Layers on kernel overlayfs. */
module dev.wharf.graphdriver.overlay {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
    requires dev.wharf.snapshots;
}
