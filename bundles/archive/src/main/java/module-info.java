/** Tar streams, whiteouts and safe extraction. */
module dev.wharf.archive {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.wharf.linux;
    requires org.apache.commons.compress;
    requires static org.tukaani.xz;
    requires static com.github.luben.zstd_jni;

    exports dev.wharf.archive;
    exports dev.wharf.archive.pack;
}
