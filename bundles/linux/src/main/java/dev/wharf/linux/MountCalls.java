package dev.wharf.linux;

/** Calls on mounts. */
public interface MountCalls {

    /** mount(2); an empty text stands for NULL. */
    void mount(String source, String target, String type, long flags, String data);

    /** umount2(2). */
    void unmount(String target, int flags);
}
