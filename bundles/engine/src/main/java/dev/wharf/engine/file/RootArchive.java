package dev.wharf.engine.file;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.pack.TreePacker;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.PathStatus;
import dev.wharf.engine.container.ContainerRoot;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;

/**
 * A part of a container's root as a tar.
 *
 * @param status of the path that was asked for
 * @param root closed with this
 * @param path of the part, resolved, without a leading slash; empty for the root
 * @param entryName what the names in the tar begin with
 * @param packer writes it
 */
record RootArchive(PathStatus status, ContainerRoot root, String path, String entryName, TreePacker packer)
        implements FileArchive {

    @Override
    public void writeTo(OutputStream tar) throws IOException {
        try {
            packer.pack(root.descriptor(), path, entryName, tar);
        } catch (LinuxException e) {
            throw FileErrors.onContent(e);
        } catch (ArchiveException e) {
            throw FileErrors.onTar(e);
        } catch (CancellationException e) {
            throw new EngineException.Unavailable("interrupted", e);
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
