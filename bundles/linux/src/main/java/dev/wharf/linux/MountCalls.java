package dev.wharf.linux;

/** Calls on mounts. */
public interface MountCalls {

    /** mount(2); an empty text stands for NULL. */
    void mount(String source, String target, String type, long flags, String data);

    /**
     * As {@link #mount}, with relative paths resolved against a folder: the way to keep the options of an overlay of many
     * layers within the one page that mount(2) takes. Runs on a thread of its own, which has its own working folder.
     */
    void mountIn(Fd folder, String source, String target, String type, long flags, String data);

    /** Gives a mount that has no place one; move_mount(2). It stays there when the descriptor is closed. */
    void attach(Fd mount, String target);

    /** umount2(2). */
    void unmount(String target, int flags);
}
