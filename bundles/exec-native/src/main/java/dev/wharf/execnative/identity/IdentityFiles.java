package dev.wharf.execnative.identity;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * /etc/passwd and /etc/group of a container, read through its own root, where no link leads out. Follows GetExecUser of
 * Docker 1.9.1's libcontainer/user/user.go: a number need not be in the files, a name must.
 */
public final class IdentityFiles {
    private static final long MOST_BYTES = 16 << 20;
    private static final int LEAST_FIELDS = 3;
    private static final String[] NONE = {};

    private final List<String[]> users;
    private final List<String[]> groups;

    private IdentityFiles(String users, String groups) {
        this.users = fields(users);
        this.groups = fields(groups);
    }

    /** Reads the files below a root; absent ones count as empty. */
    public static IdentityFiles read(Kernel kernel, Fd root) {
        return new IdentityFiles(text(kernel, root, "etc/passwd"), text(kernel, root, "etc/group"));
    }

    static IdentityFiles of(String passwd, String group) {
        return new IdentityFiles(passwd, group);
    }

    private static String text(Kernel kernel, Fd root, String path) {
        try (Fd file = kernel.files().openIn(root, path, Flags.O_RDONLY | Flags.O_NONBLOCK, 0)) {
            FileStatus status = kernel.files().stat(file, "").orElseThrow();
            if (!status.isFile() || status.size() > MOST_BYTES) {
                return "";
            }
            return text(kernel, file, (int) status.size());
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return "";
            }
            throw e;
        }
    }

    private static String text(Kernel kernel, Fd file, int size) {
        ByteBuffer content = ByteBuffer.allocateDirect(size);
        int read = 1;
        while (read > 0 && content.hasRemaining()) {
            read = kernel.descriptors().read(file, content);
        }
        byte[] bytes = new byte[content.flip().remaining()];
        content.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A loop, as each exec reads these files. */
    private static List<String[]> fields(String text) {
        List<String[]> entries = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.startsWith("#") ? NONE : whole(line).split(":", -1);
            if (fields.length >= LEAST_FIELDS) {
                entries.add(fields);
            }
        }
        return entries;
    }

    private static String whole(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /**
     * Finds who {@code user} is.
     *
     * @param user {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}; empty for root
     * @param further names or numbers of further groups
     * @throws DriverException NOT_FOUND for a name that is not in the files
     */
    public Identity find(String user, List<String> further) {
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        String group = colon < 0 ? "" : user.substring(colon + 1);
        Optional<String[]> entry = entry(users, name.isEmpty() ? "0" : name);
        int uid = entry.map(fields -> id(fields[2])).orElseGet(() -> number(name.isEmpty() ? "0" : name, "user"));
        int gid = group.isEmpty()
                ? entry.filter(fields -> fields.length > 3)
                        .map(fields -> id(fields[3]))
                        .orElse(0)
                : groupId(group);
        Set<Integer> all = new LinkedHashSet<>();
        if (group.isEmpty()) {
            entry.ifPresent(fields -> all.addAll(memberships(fields[0])));
        }
        further.forEach(one -> all.add(groupId(one)));
        String home = entry.filter(fields -> fields.length > 5)
                .map(fields -> fields[5])
                .orElse("");
        return new Identity(uid, gid, new ArrayList<>(all), home.isEmpty() ? "/" : home);
    }

    private int groupId(String group) {
        return entry(groups, group).map(fields -> id(fields[2])).orElseGet(() -> number(group, "group"));
    }

    /** By name first, then by number. */
    private static Optional<String[]> entry(List<String[]> entries, String wanted) {
        return entry(entries, 0, wanted).or(() -> entry(entries, 2, wanted));
    }

    private static Optional<String[]> entry(List<String[]> entries, int field, String wanted) {
        for (String[] fields : entries) {
            if (fields[field].equals(wanted)) {
                return Optional.of(fields);
            }
        }
        return Optional.empty();
    }

    private List<Integer> memberships(String user) {
        List<Integer> found = new ArrayList<>();
        for (String[] fields : groups) {
            if (fields.length > 3 && List.of(fields[3].split(",", -1)).contains(user)) {
                found.add(id(fields[2]));
            }
        }
        return found;
    }

    private static int id(String text) {
        return number(text, "id");
    }

    private static int number(String text, String kind) {
        try {
            long number = Long.parseLong(text);
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new DriverException(Kind.INVALID_ARGUMENT, kind + " id out of range: " + text);
            }
            return (int) number;
        } catch (NumberFormatException e) {
            String message = kind.equals("user") ? "Unable to find user " + text : "Unable to find group " + text;
            throw new DriverException(Kind.NOT_FOUND, message, e);
        }
    }
}
