package dev.wharf.engine.file;

import dev.wharf.archive.ArchiveException;
import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;

/** What the errors of the kernel and of tars mean to those who ask for files; texts of Docker 1.9.1 and 20.10. */
final class FileErrors {
    static final String READ_ONLY_ROOT = "container rootfs is marked read-only";
    static final String READ_ONLY_VOLUME = "mounted volume is marked read-only";
    static final String NO_FOLDER = "extraction point is not a directory";

    private FileErrors() {}

    /** A path could not be found or opened. */
    static EngineException onPath(LinuxException error, AskedPath path, String container) {
        return switch (error.errno()) {
            case Errno.ENOENT -> notFound(path, container, error);
            case Errno.ENOTDIR -> path.isFolder()
                    ? new EngineException.InvalidArgument(path.text() + ": not a directory", error)
                    : notFound(path, container, error);
            case Errno.ELOOP -> new EngineException.InvalidArgument(
                    path.text() + ": too many levels of symbolic links", error);
            case Errno.ENAMETOOLONG -> new EngineException.InvalidArgument(path.text() + ": file name too long", error);
            default -> new EngineException.Internal(path.text() + ": " + error.getMessage(), error);
        };
    }

    /** Files could not be read or written; some of it is the doing of the container, which changes them at the same time. */
    static EngineException onContent(LinuxException error) {
        return switch (error.errno()) {
            case Errno.EROFS -> new EngineException.Forbidden(READ_ONLY_VOLUME);
            case Errno.EPERM, Errno.EACCES -> new EngineException.Forbidden(String.valueOf(error.getMessage()));
            case Errno.EEXIST,
                    Errno.ENOENT,
                    Errno.ENOTDIR,
                    Errno.EISDIR,
                    Errno.ENOTEMPTY,
                    Errno.ELOOP -> new EngineException.Conflict(
                    "files were changed at the same time: " + error.getMessage(), error);
            case Errno.ENOSPC, Errno.EDQUOT -> new EngineException.Internal("no space left on device", error);
            default -> new EngineException.Internal(String.valueOf(error.getMessage()), error);
        };
    }

    /** A tar could not be packed or unpacked. */
    static EngineException onTar(ArchiveException error) {
        return switch (error.kind()) {
            case BROKEN -> new EngineException.InvalidArgument(
                    "Error processing tar file: " + error.getMessage(), error);
            case OTHER_KIND -> new EngineException.InvalidArgument(String.valueOf(error.getMessage()), error);
            case READ_ONLY -> new EngineException.Forbidden(READ_ONLY_VOLUME);
            case UNSUPPORTED -> new EngineException.Unsupported(String.valueOf(error.getMessage()), error);
            case TOO_LARGE -> new EngineException.Internal("Error processing tar file: no space left on device", error);
        };
    }

    private static EngineException notFound(AskedPath path, String container, LinuxException error) {
        return new EngineException.NotFound(
                "Could not find the file " + path.text() + " in container " + container, error);
    }
}
