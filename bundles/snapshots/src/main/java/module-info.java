/** Layers and snapshots as folders, for drivers of union file systems. */
module dev.wharf.snapshots {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.wharf.spi;
    requires transitive dev.wharf.linux;

    exports dev.wharf.snapshots;
}
