package dev.wharf.engine.file;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.archive.pack.TreePacker;
import dev.wharf.archive.pack.TreeUnpacker;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerFiles;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.PathStatus;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.ContainerRoot;
import dev.wharf.engine.container.ContainerRoots;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells of, reads and writes the files of containers; Docker 1.9.1, daemon/archive.go and daemon/export.go. */
@Component(service = ContainerFiles.class)
public final class EngineContainerFiles implements ContainerFiles {
    private static final AskedPath ROOT = AskedPath.of("/");

    private final ContainerRoots roots;
    private final ContainerEvents events;

    /** Reaches files through the roots of containers. */
    @Activate
    public EngineContainerFiles(@Reference ContainerRoots roots, @Reference EventService events) {
        this(roots, new ContainerEvents(events, Clock.systemUTC()));
    }

    EngineContainerFiles(ContainerRoots roots, ContainerEvents events) {
        this.roots = roots;
        this.events = events;
    }

    @Override
    public PathStatus stat(String container, String path) {
        AskedPath asked = AskedPath.of(path);
        try (ContainerRoot root = roots.open(container)) {
            return in(root).status(asked);
        } catch (LinuxException e) {
            throw FileErrors.onPath(e, asked, container);
        }
    }

    @Override
    public FileArchive read(String container, String path) {
        AskedPath asked = AskedPath.of(path);
        return archive(roots.open(container), container, asked, "archive-path", files -> {
            String parent = AskedPath.parent(asked.path());
            String place =
                    asked.isFolder() ? files.resolved(asked.path()) : files.resolved(parent) + "/" + asked.name();
            return new Part(files.status(asked), place, asked.name());
        });
    }

    @Override
    public FileArchive copy(String container, String path) {
        if (path.isEmpty()) {
            throw new EngineException.InvalidArgument("Path cannot be empty");
        }
        AskedPath asked = AskedPath.of(path);
        return archive(roots.open(container), container, asked, "copy", files -> {
            String place = files.resolved(asked.path());
            AskedPath followed = AskedPath.of(asked.isFolder() ? place + "/" : place);
            return new Part(files.status(followed), place, AskedPath.last(place));
        });
    }

    @Override
    public FileArchive export(String container) {
        return archive(
                roots.openBare(container), container, ROOT, "export", files -> new Part(files.status(ROOT), "", ""));
    }

    @Override
    public void write(String container, String path, boolean keepKinds, InputStream tar) {
        AskedPath asked = AskedPath.of(path);
        try (ContainerRoot root = roots.open(container)) {
            String folder = target(root, container, asked);
            WriteRule.check(root.container().record(), folder);
            unpack(root, folder, keepKinds, tar);
            events.tell(root.container(), "extract-to-dir");
        }
    }

    private static String target(ContainerRoot root, String container, AskedPath asked) {
        RootFiles files = in(root);
        try {
            String folder = files.resolved(asked.path());
            files.folder(folder).close();
            return folder;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOTDIR)) {
                throw new EngineException.InvalidArgument(FileErrors.NO_FOLDER, e);
            }
            throw FileErrors.onPath(e, asked, container);
        }
    }

    private static void unpack(ContainerRoot root, String folder, boolean keepKinds, InputStream tar) {
        try (Fd place = in(root).folder(folder)) {
            UnpackLimits limits = FreeSpace.limits(place);
            new TreeUnpacker(Linux.kernel()).unpack(tar, root.descriptor(), folder.substring(1), keepKinds, limits);
        } catch (ArchiveException e) {
            throw FileErrors.onTar(e);
        } catch (LinuxException e) {
            throw FileErrors.onContent(e);
        } catch (CancellationException e) {
            throw new EngineException.Unavailable("interrupted", e);
        }
    }

    /** The archive has the root from now on, and this closes it when there is none. */
    private FileArchive archive(ContainerRoot root, String container, AskedPath asked, String event, Search search) {
        boolean isFound = false;
        try {
            Part part = search.in(in(root));
            events.tell(root.container(), event);
            isFound = true;
            return new RootArchive(
                    part.status(),
                    root,
                    part.place().replaceFirst("^/+", ""),
                    part.entryName(),
                    new TreePacker(Linux.kernel()));
        } catch (LinuxException e) {
            throw FileErrors.onPath(e, asked, container);
        } finally {
            if (!isFound) {
                root.close();
            }
        }
    }

    private static RootFiles in(ContainerRoot root) {
        return new RootFiles(Linux.kernel().files(), root.descriptor());
    }

    /** Finds what is asked for. */
    @FunctionalInterface
    private interface Search {
        Part in(RootFiles files);
    }

    /** What is asked for: what it is, where, and what names in the tar begin with. */
    private record Part(PathStatus status, String place, String entryName) {}
}
