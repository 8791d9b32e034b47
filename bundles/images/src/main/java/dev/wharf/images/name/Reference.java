package dev.wharf.images.name;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image: {@code [domain/]path[:tag][@digest]}. Names on the Docker Hub have no domain and no
 * {@code library/}, however they were written. The grammar is that of Docker 1.10 ({@code reference/reference.go}), the
 * words are those of 1.9 where it had any.
 *
 * @param domain host and port of the registry; empty for the Docker Hub
 * @param path of the repository there, without {@code library/}
 * @param tag absent when none was given
 * @param digest {@code sha256:} and 64 hex digits; absent when none was given
 */
public record Reference(String domain, String path, Optional<String> tag, Optional<String> digest) {
    /** The tag that stands for a missing one. */
    public static final String DEFAULT_TAG = "latest";

    private static final String MALFORMED = "invalid reference format";
    private static final int LONGEST_NAME = 255;
    private static final Pattern COMPONENTS = Pattern.compile(
            "[a-z0-9]++(?:(?:[.]|__?+|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:[.]|__?+|-++)[a-z0-9]++)*+)*+");
    private static final Pattern DOMAIN = Pattern.compile(
            "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?+(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?+)*+(?::[0-9]++)?+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** Checks that all parts are there; {@link #parse} checks the grammar. */
    public Reference {
        requireNonNull(domain, "domain");
        requireNonNull(path, "path");
        requireNonNull(tag, "tag");
        requireNonNull(digest, "digest");
    }

    /**
     * Reads a name.
     *
     * @throws InvalidArgument when it is malformed
     */
    public static Reference parse(String text) {
        if (text.contains("://")) {
            throw new InvalidArgument("Invalid repository name (ex: \"registry.domain.tld/myrepos\")");
        }
        int at = text.indexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(checkedDigest(text.substring(at + 1)));
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.lastIndexOf(':');
        if (colon < named.lastIndexOf('/')) {
            colon = -1;
        }
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(checkedTag(named.substring(colon + 1)));
        return ofName(colon < 0 ? named : named.substring(0, colon), tag, digest);
    }

    /** Reads a name; empty when it is malformed. */
    public static Optional<Reference> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidArgument ignored) {
            // A caller of this method has other ways to understand the text, such as an id.
            return Optional.empty();
        }
    }

    /** The repository as shown: without tag and digest. */
    public String repository() {
        return domain.isEmpty() ? path : domain + '/' + path;
    }

    /**
     * The same repository with this tag and no digest.
     *
     * @throws InvalidArgument for a bad tag
     */
    public Reference withTag(String other) {
        return new Reference(domain, path, Optional.of(checkedTag(other)), Optional.empty());
    }

    /** With the tag {@code latest} when there is neither tag nor digest. */
    public Reference withDefaultTag() {
        return tag.isPresent() || digest.isPresent() ? this : withTag(DEFAULT_TAG);
    }

    /** The name by which the image is looked up: {@code repository@digest}, or else {@code repository:tag}. */
    public String lookupKey() {
        return digest.map(value -> repository() + '@' + value)
                .orElseGet(() -> repository() + ':' + tag.orElse(DEFAULT_TAG));
    }

    @Override
    public String toString() {
        return repository()
                + tag.map(value -> ':' + value).orElse("")
                + digest.map(value -> '@' + value).orElse("");
    }

    private static Reference ofName(String name, Optional<String> tag, Optional<String> digest) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        if (!isDomain(first)) {
            return onHub(name, tag, digest);
        }
        checkDomain(first);
        String path = name.substring(slash + 1);
        if (first.equals("docker.io") || first.equals("index.docker.io")) {
            return onHub(path, tag, digest);
        }
        checkPath(path, name);
        return new Reference(first, path, tag, digest);
    }

    private static boolean isDomain(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    private static Reference onHub(String path, Optional<String> tag, Optional<String> digest) {
        checkPath(path, path);
        boolean isLibrary = path.startsWith("library/") && path.indexOf('/') == path.lastIndexOf('/');
        String shown = isLibrary ? path.substring("library/".length()) : path;
        if (ID.matcher(shown).matches()) {
            throw new InvalidArgument(
                    "Invalid repository name (" + shown + "), cannot specify 64-byte hexadecimal strings");
        }
        return new Reference("", shown, tag, digest);
    }

    private static void checkDomain(String domain) {
        if (domain.startsWith("-") || domain.endsWith("-")) {
            throw new InvalidArgument("Invalid index name (" + domain + "). Cannot begin or end with a hyphen.");
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw new InvalidArgument(MALFORMED);
        }
    }

    private static void checkPath(String path, String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidArgument("repository name must not be more than " + LONGEST_NAME + " characters");
        }
        if (COMPONENTS.matcher(path).matches()) {
            return;
        }
        boolean isLowerCase = path.chars().noneMatch(letter -> letter >= 'A' && letter <= 'Z');
        throw new InvalidArgument(isLowerCase ? MALFORMED : MALFORMED + ": repository name must be lowercase");
    }

    private static String checkedTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new InvalidArgument("Illegal tag name (" + tag
                    + "): only [A-Za-z0-9_.-] are allowed ('.' and '-' are NOT allowed in the initial),"
                    + " minimum 1, maximum 128 in length");
        }
        return tag;
    }

    private static String checkedDigest(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new InvalidArgument(MALFORMED);
        }
        return digest;
    }
}
