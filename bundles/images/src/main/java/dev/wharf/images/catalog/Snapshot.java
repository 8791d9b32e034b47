package dev.wharf.images.catalog;

import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Stack;
import dev.wharf.images.name.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All images and names at one moment. Immutable, so that readers need no lock. */
public final class Snapshot {
    private static final String ID_PREFIX = "sha256:";
    private static final int ID_LENGTH = 64;

    private final NavigableMap<String, StoredImage> images;
    private final NavigableMap<String, String> names;
    private final Map<String, List<String>> namesByImage = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Map<String, Set<Stack>> stacks = new HashMap<>();

    private Snapshot(NavigableMap<String, StoredImage> images, NavigableMap<String, String> names) {
        this.images = images;
        this.names = names;
        names.forEach((name, hex) ->
                namesByImage.computeIfAbsent(hex, absent -> new ArrayList<>()).add(name));
        images.forEach((hex, image) -> {
            image.stack().ifPresent(stack -> image.chain()
                    .forEach(layer -> stacks.computeIfAbsent(layer.hex(), absent -> new HashSet<>())
                            .add(stack)));
            image.parent().ifPresent(parent -> children.computeIfAbsent(parent.hex(), absent -> new ArrayList<>())
                    .add(hex));
        });
    }

    /** The images and those of the names that belong to one of them. */
    static Snapshot of(Map<String, StoredImage> images, Map<String, String> names) {
        var kept = new TreeMap<>(names);
        kept.values().retainAll(images.keySet());
        return new Snapshot(new TreeMap<>(images), kept);
    }

    /** This snapshot after a change. */
    Snapshot with(Edit edit) {
        var nextImages = new TreeMap<>(images);
        var nextNames = new TreeMap<>(names);
        nextNames.keySet().removeAll(edit.lostNames());
        nextImages.keySet().removeAll(edit.lostImages());
        edit.images().forEach(image -> nextImages.put(image.id().hex(), StoredImage.of(image.id(), image.kept())));
        nextNames.putAll(edit.names());
        return new Snapshot(nextImages, nextNames);
    }

    /** All images, ordered by id. */
    public Collection<StoredImage> images() {
        return Collections.unmodifiableCollection(images.values());
    }

    /** The image with these 64 hex digits. */
    public Optional<StoredImage> find(String hex) {
        return Optional.ofNullable(images.get(hex));
    }

    /**
     * The image with a full id, {@code sha256:} and 64 hex digits.
     *
     * @throws NotFound {@code No such image: X}
     */
    public StoredImage withId(String id) {
        return Digest.parse(id)
                .flatMap(digest -> find(digest.hex()))
                .orElseThrow(() -> new NotFound("No such image: " + id));
    }

    /** The hex id of the image that has a name. */
    public Optional<String> named(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** The tags of an image, {@code repository:tag}, sorted. */
    public List<String> tags(String hex) {
        return names(hex).stream().filter(name -> name.indexOf('@') < 0).toList();
    }

    /** The digests of an image, {@code repository@digest}, sorted. */
    public List<String> digests(String hex) {
        return names(hex).stream().filter(name -> name.indexOf('@') >= 0).toList();
    }

    /** The tags of a repository, {@code repository:tag}, sorted. */
    public List<String> tagsOf(String repository) {
        String prefix = repository + ':';
        return names.tailMap(prefix).keySet().stream()
                .takeWhile(name -> name.startsWith(prefix))
                .filter(name -> name.indexOf('/', prefix.length()) < 0)
                .toList();
    }

    /** The tags and digests of an image, sorted. */
    public List<String> names(String hex) {
        return Collections.unmodifiableList(namesByImage.getOrDefault(hex, List.of()));
    }

    /** The hex ids of the images whose parent this is. */
    public List<String> children(String hex) {
        return Collections.unmodifiableList(children.getOrDefault(hex, List.of()));
    }

    /** The stacks of the images that have a layer, by the hex digits of its chain id. */
    public Set<Stack> stacks(String chain) {
        return Collections.unmodifiableSet(stacks.getOrDefault(chain, Set.of()));
    }

    /**
     * Finds an image by name, id or unique prefix of an id, in this order.
     *
     * @throws NotFound {@code No such image: X}
     */
    public Resolution resolve(String text) {
        return lookUp(text)
                .orElseThrow(() -> new NotFound("No such image: "
                        + Reference.find(text).map(Reference::lookupKey).orElse(text)));
    }

    /** Finds an image as {@link #resolve} does; empty when there is none. */
    public Optional<Resolution> lookUp(String text) {
        return named(text)
                .map(hex -> text) // as it is kept, and so it need not be read
                .or(() -> Reference.find(text).map(Reference::lookupKey))
                .flatMap(this::withName)
                .or(() -> byId(text).map(image -> new Resolution(image, Optional.empty())));
    }

    private Optional<Resolution> withName(String name) {
        return named(name).flatMap(this::find).map(image -> new Resolution(image, Optional.of(name)));
    }

    private Optional<StoredImage> byId(String text) {
        String prefix = text.startsWith(ID_PREFIX) ? text.substring(ID_PREFIX.length()) : text;
        if (prefix.isEmpty() || prefix.length() > ID_LENGTH) {
            return Optional.empty();
        }
        SortedMap<String, StoredImage> from = images.tailMap(prefix, true);
        List<StoredImage> matches = new ArrayList<>();
        for (Map.Entry<String, StoredImage> entry : from.entrySet()) {
            if (!entry.getKey().startsWith(prefix) || matches.size() > 1) {
                break;
            }
            matches.add(entry.getValue());
        }
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }
}
