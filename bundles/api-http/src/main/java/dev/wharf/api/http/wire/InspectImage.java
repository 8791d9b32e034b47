package dev.wharf.api.http.wire;

import dev.wharf.engine.api.image.Image;
import java.util.List;

/**
 * An image in full; keys and order of Docker 1.9.1, api/types/types.go (ImageInspect).
 *
 * @param id {@code Id}; the others are named likewise
 */
public record InspectImage(
        String id,
        List<String> repoTags,
        List<String> repoDigests,
        String parent,
        String comment,
        String created,
        String container,
        ConfigBody containerConfig,
        String dockerVersion,
        String author,
        ConfigBody config,
        String architecture,
        String os,
        long size,
        long virtualSize,
        GraphDriverObject graphDriver) {

    /** The document of an image. */
    public static InspectImage of(Image image) {
        return new InspectImage(
                Ids.plain(image.id()),
                image.tags(),
                image.digests(),
                Ids.plain(image.parent()),
                image.comment(),
                Times.text(image.created()),
                image.container(),
                ConfigBody.of(image.containerConfig()),
                image.dockerVersion(),
                image.author(),
                ConfigBody.of(image.config()),
                image.architecture(),
                image.os(),
                image.size(),
                image.virtualSize(),
                GraphDriverObject.of(image.graphDriver(), image.graphDetails()));
    }
}
