package dev.wharf.engine.api.image;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps images. An image is named by {@code repository[:tag]}, {@code repository@digest}, its id with or without
 * {@code sha256:}, or a unique prefix of it; a name beats an id. Thread-safe; calls block, and interruption ends those
 * that take long.
 */
@ProviderType
public interface ImageService {

    /**
     * Images, newest first.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a filter
     */
    List<Image> list(ImageQuery query);

    /**
     * One image.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound ({@code No such image: X})
     */
    Image inspect(String image);

    /** The id of an image, with {@code sha256:}; empty when there is none of that name. Asks no driver. */
    Optional<String> id(String image);

    /**
     * The steps in which an image was made, newest first.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    List<HistoryEntry> history(String image);

    /**
     * Gives an image a name.
     *
     * @param tag empty for {@code latest}
     * @param force also when the name points elsewhere
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument for the name, Conflict
     */
    void tag(String image, String repository, String tag, boolean force);

    /**
     * Takes a name away, and deletes the image with its untagged parents when it was the last one.
     *
     * @param force also when it has several names or is used by a container that does not run
     * @param prune whether untagged parents go, too
     * @return the steps, in order
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict, Unavailable
     */
    List<Removal> remove(String image, boolean force, boolean prune);

    /**
     * Makes an image of one layer from a tar, plain or compressed. It is there, durably, when the call returns; on
     * failure nothing is left.
     *
     * @return the id of the image
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar, name or change; Unavailable, Internal
     */
    String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress);

    /**
     * Takes up the images of an archive as {@code docker save} writes it, of any age, plain or compressed.
     *
     * @return the references or ids that were loaded, in order
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad archive; Unavailable, Internal. Images
     *     that were complete before the failure stay
     */
    List<String> load(InputStream archive, Consumer<Progress> progress);

    /**
     * Finds images that are to be written as one archive, which old and new clients can load. A name without a tag
     * stands for all tags of the repository.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument when no image is asked for, Unavailable
     */
    ImageArchive save(List<String> images);

    /** How many images there are, with untagged ones. */
    int count();
}
