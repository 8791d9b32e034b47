package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.linux.launch.Step;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Adds steps to a section of a script; the vocabulary that the other classes of this package share. */
final class Steps {
    static final Argument HERE = number(-100);
    static final int O_CLOEXEC = 02000000;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int MOVE_MOUNT_T_SYMLINKS = 0x10;
    private static final int MOUNT_ATTR_BYTES = 32;

    private final Script script;
    private final Section section;

    Steps(Script script, Section section) {
        this.script = script;
        this.section = section;
    }

    Script script() {
        return script;
    }

    void add(Step step) {
        script.add(section, step);
    }

    void call(String what, Call call, Argument... arguments) {
        add(Step.of(what, call, arguments));
    }

    Argument text(String text) {
        return script.text(text);
    }

    void join(JoinedNamespace namespace) {
        String what = "join the " + namespace.kind().name().toLowerCase(Locale.ROOT) + " namespace";
        call(
                what,
                Call.SETNS,
                number(namespace.descriptor()),
                number(namespace.kind().flag()));
    }

    /** Opens a file and writes a short value to it. */
    void write(String path, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int fd = script.reserve(4);
        String what = "write " + value + " to " + path;
        add(Step.of(what, Call.OPENAT, HERE, text(path), number(Flags.O_WRONLY | O_CLOEXEC), number(0))
                .storing(fd));
        call(what, Call.WRITE, loaded(fd), text(value), number(bytes.length));
        call(what, Call.CLOSE, loaded(fd));
    }

    void mkdir(String path, int mode) {
        add(Step.of("mkdir " + path, Call.MKDIRAT, HERE, text(path), number(mode))
                .tolerating(Errno.EEXIST, Errno.EROFS));
    }

    /** Makes a folder with all above it, unless they are there. */
    void mkdirs(String path) {
        call("mkdir " + path, Call.MAKE_FOLDERS, text(path));
    }

    /** Makes an empty file with the folders above it, unless they are there. */
    void touch(String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            mkdirs(path.substring(0, slash));
        }
        call("create " + path, Call.MAKE_FILE, text(path));
    }

    void mount(String type, String source, String target, MountOptions options) {
        call(
                "mount " + type + " on " + target,
                Call.MOUNT,
                script.textOrNull(source),
                text(target),
                script.textOrNull(type),
                number(options.flags()),
                script.textOrNull(options.data()));
    }

    /** A mount of its own of something that is mounted now; returns where its descriptor will be. */
    int cloneTree(String source, boolean recursive) {
        int fd = script.reserve(4);
        int flags = OPEN_TREE_CLONE | O_CLOEXEC | (recursive ? AT_RECURSIVE : 0);
        add(Step.of("bind " + source, Call.OPEN_TREE, HERE, text(source), number(flags))
                .storing(fd));
        return fd;
    }

    /** Sets attributes and propagation of a mount by its descriptor; 0 leaves the propagation. */
    void setAttributes(String what, int fd, long attributes, long propagation) {
        int structure = script.reserve(MOUNT_ATTR_BYTES);
        script.putLong(structure, attributes);
        script.putLong(structure + 16, propagation);
        call(
                "set attributes of " + what,
                Call.MOUNT_SETATTR,
                loaded(fd),
                text(""),
                number(AT_EMPTY_PATH | AT_RECURSIVE),
                Argument.address(structure),
                number(MOUNT_ATTR_BYTES));
    }

    void attach(int fd, String target, Integer... tolerated) {
        int flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS;
        Argument[] move = {loaded(fd), text(""), HERE, text(target), number(flags)};
        add(Step.of("mount on " + target, Call.MOVE_MOUNT, move).tolerating(tolerated));
        add(Step.of("close " + target, Call.CLOSE, loaded(fd)).tolerating(tolerated));
    }

    /** Makes a path read-only, when it is there. */
    void makeReadOnly(String path) {
        Argument name = text(path);
        add(Step.of("bind " + path, Call.MOUNT, name, name, number(0), number(Flags.MS_BIND | Flags.MS_REC), number(0))
                .tolerating(Errno.ENOENT));
        int structure = script.reserve(MOUNT_ATTR_BYTES);
        script.putLong(structure, 1 /* MOUNT_ATTR_RDONLY */);
        add(Step.of(
                        "make " + path + " read-only",
                        Call.MOUNT_SETATTR,
                        HERE,
                        name,
                        number(0),
                        Argument.address(structure),
                        number(MOUNT_ATTR_BYTES))
                .tolerating(Errno.ENOENT));
    }
}
