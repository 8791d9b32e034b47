package dev.wharf.api.http.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a unix socket: bound in a private directory, given its group and the mode 0660, then renamed into place,
 * so that at no instant anybody else can connect. Replaces the file of a daemon that is gone, never that of a live one.
 */
final class SocketFile {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);
    private static final String DEFAULT_GROUP = "docker";

    private final Path path;
    private final Path privateDirectory;
    private final String group;
    private Optional<Object> key = Optional.empty();

    /**
     * Names the file.
     *
     * @param group owner; empty for {@code docker} where that group exists
     */
    SocketFile(Path path, String group) {
        this.path = path;
        this.group = group;
        Path directory = Objects.requireNonNull(path.getParent(), "a socket in a directory");
        this.privateDirectory = directory.resolve(".w" + ProcessHandle.current().pid());
    }

    /**
     * Makes way for a new socket.
     *
     * @return where to bind it
     * @throws IOException when something else is there, such as the socket of a live daemon
     */
    Path prepare() throws IOException {
        refuseOthers();
        Path folder = Objects.requireNonNull(path.getParent(), "a socket in a directory");
        // /var/run is a symbolic link, which createDirectories refuses in Java before 17.0.7 (JDK-8294193).
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        deletePrivate();
        Files.createDirectory(
                privateDirectory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return bound();
    }

    /** Shows the bound socket under its path. */
    void publish() throws IOException {
        // With NOFOLLOW_LINKS the JDK opens the file to change its mode, and a socket cannot be opened (ENXIO,
        // open(2)).
        PosixFileAttributeView file = Files.getFileAttributeView(bound(), PosixFileAttributeView.class);
        Optional<GroupPrincipal> owner = owner();
        if (owner.isPresent()) {
            file.setGroup(owner.get());
        }
        file.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        Files.move(bound(), path, StandardCopyOption.ATOMIC_MOVE);
        key = keyOf(path);
        deletePrivate();
    }

    /** Takes the socket that stands there for its own: one that was published by an earlier edition of this daemon. */
    void adopt() throws IOException {
        key = keyOf(path);
    }

    /** Removes the file, unless another socket stands in its place by now. */
    void remove() throws IOException {
        deletePrivate();
        if (key.isPresent() && key.equals(keyOf(path))) {
            Files.deleteIfExists(path);
        }
    }

    /** Where the socket is bound, out of everybody's reach. */
    Path bound() {
        return privateDirectory.resolve("s");
    }

    private void deletePrivate() throws IOException {
        Files.deleteIfExists(bound());
        Files.deleteIfExists(privateDirectory);
    }

    private void refuseOthers() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " exists and is not a socket");
        }
        if (isAnswered()) {
            throw new IOException("a live daemon listens on unix://" + path);
        }
    }

    private boolean isAnswered() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException ignored) {
            // refused: its daemon is gone
            return false;
        }
    }

    private Optional<GroupPrincipal> owner() throws IOException {
        String name = group.isEmpty() ? DEFAULT_GROUP : group;
        try {
            return Optional.of(
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
        } catch (UserPrincipalNotFoundException e) {
            if (!group.isEmpty()) {
                throw new IOException("group " + group + " not found", e);
            }
            LOG.debug("no group docker: the socket belongs to root alone");
            return Optional.empty();
        }
    }

    private static Optional<Object> keyOf(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }
}
