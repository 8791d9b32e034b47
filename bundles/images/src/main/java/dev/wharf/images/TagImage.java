package dev.wharf.images;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.Catalog.Decision;
import dev.wharf.images.catalog.Edit;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.name.Reference;
import java.util.Optional;

/** Gives images names. Thread-safe. */
final class TagImage {
    private final Catalog catalog;

    TagImage(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A name that was given.
     *
     * @param image that has it now
     * @param name {@code repository:tag}
     */
    record Tagged(StoredImage image, String name) {}

    /**
     * The name that a repository and a tag make.
     *
     * @param tag empty for the one in the repository's name, or {@code latest}
     * @throws InvalidArgument when it is malformed or could be taken for a digest
     */
    static String name(String repository, String tag) {
        Reference reference = Reference.parse(repository);
        if (reference.digest().isPresent()) {
            throw new InvalidArgument("refusing to create a tag with a digest reference");
        }
        if (reference.repository().equals("sha256")) {
            throw new InvalidArgument("refusing to create an ambiguous tag using digest algorithm as name");
        }
        return (tag.isEmpty() ? reference.withDefaultTag() : reference.withTag(tag)).toString();
    }

    /** Gives a name, also one that the image has already. */
    Tagged run(String image, String name, boolean force) {
        return catalog.change(now -> decision(now, now.resolve(image).image(), name, force));
    }

    private static Decision<Tagged> decision(Snapshot now, StoredImage image, String name, boolean force) {
        String hex = image.id().hex();
        Optional<String> other = now.named(name).filter(holder -> !holder.equals(hex));
        if (other.isPresent() && !force) {
            throw new Conflict("Conflict: Tag " + name + " is already set to image "
                    + new Digest(other.get()).shortHex() + ", if you want to replace it, please use -f option");
        }
        boolean isNew = !now.named(name).equals(Optional.of(hex));
        return new Decision<>(isNew ? Edit.naming(name, hex) : Edit.nothing(), new Tagged(image, name));
    }
}
