package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names in the folder of a layer that no entry can take, since layers reserve those that begin with {@code .wh..wh.}, or
 * reach by a link, since nobody can guess them. When an unpacking breaks off, they go with the folder. For one thread.
 */
final class ReservedNames implements AutoCloseable {
    private static final String PREFIX = ".wh..wh.recipe-";
    private static final int SECRET_BYTES = 16;
    private static final int PRIVATE_FOLDER = 0700;
    private static final int PRIVATE_FILE = 0600;

    private final FileCalls files;
    private final Fd root;
    private final String rescuedName = secret();
    private Optional<Fd> rescued = Optional.empty();

    ReservedNames(FileCalls files, Fd root) {
        this.files = files;
        this.root = root;
    }

    /** Whether a name is of the kind that is used here. */
    static boolean has(String base) {
        return base.startsWith(PREFIX);
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    /** An empty file to read and write, which is gone when it is closed. */
    Fd unnamedFile() {
        int flags = Flags.O_RDWR | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        String name = secret();
        Fd file = files.openIn(root, name, flags, PRIVATE_FILE);
        files.unlink(root, name, 0);
        return file;
    }

    /** Moves something out of the way, to be found under a number in the folder of rescued things. */
    void rescue(Fd folder, String name, int number) {
        files.rename(folder, name, rescuedFolder(), Integer.toString(number), Flags.RENAME_NOREPLACE);
    }

    /** The folder of rescued things, where their names are numbers. */
    Fd rescuedFolder() {
        if (rescued.isEmpty()) {
            files.mkdir(root, rescuedName, PRIVATE_FOLDER);
            rescued = Optional.of(files.openIn(root, rescuedName, Flags.O_PATH | Flags.O_DIRECTORY, 0));
        }
        return rescued.get();
    }

    /** Removes what was rescued. */
    @Override
    public void close() {
        rescued.ifPresent(folder -> {
            folder.close();
            FileTree.remove(files, root, rescuedName);
        });
        rescued = Optional.empty();
    }
}
