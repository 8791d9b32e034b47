package dev.wharf.engine.api.image;

import java.util.List;

/** Tells which containers use an image. Implemented by the engine, asked before an image is removed. Thread-safe. */
public interface ImageUsers {

    /** The containers that were made from an image, by its full id. */
    List<User> users(String imageId);

    /**
     * A container that uses an image.
     *
     * @param containerId 64 hex digits
     * @param imageName as given when it was made
     * @param isRunning whether it runs
     */
    record User(String containerId, String imageName, boolean isRunning) {}
}
