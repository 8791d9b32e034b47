package dev.wharf.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where contents are that were moved out of the way, because their layer itself replaces them. */
final class RescuedContents {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int BYTES_PER_RESCUE = 160;

    private final Map<String, List<Rescue>> rescues = new HashMap<>();
    private int count;
    private long bytes;

    /**
     * What was moved.
     *
     * @param number its name where it is now
     * @param contents how many contents the layer had brought until then
     */
    private record Rescue(int number, int contents) {}

    boolean isEmpty() {
        return rescues.isEmpty();
    }

    /**
     * Notes that a path is moved, with all below it.
     *
     * @param contents how many contents the layer has brought until now
     * @return its new name
     * @throws ArchiveException TOO_LARGE when it is one too many
     */
    int add(String path, int contents) {
        bytes += path.length() + BYTES_PER_RESCUE;
        if (bytes > MOST_BYTES) {
            throw new ArchiveException(
                    ArchiveException.Kind.TOO_LARGE, "archive replaces more than " + count + " of its own entries");
        }
        rescues.computeIfAbsent(path, any -> new ArrayList<>()).add(new Rescue(count, contents));
        return count++;
    }

    /**
     * Where a content is now, if it was moved.
     *
     * @param path where it was unpacked
     * @param number how many contents came before it
     */
    Optional<String> find(String path, int number) {
        Optional<Rescue> first = Optional.empty();
        String rest = "";
        for (String each = path; !each.isEmpty(); each = EntryNames.folder(each)) {
            Optional<Rescue> next = firstAfter(number, each);
            if (next.isPresent()
                    && first.filter(known -> known.number() < next.get().number())
                            .isEmpty()) {
                first = next;
                rest = path.substring(each.length());
            }
        }
        String below = rest;
        return first.map(rescue -> rescue.number() + below);
    }

    /** They are in the order of their numbers, and so in that of the contents before them. */
    private Optional<Rescue> firstAfter(int content, String path) {
        List<Rescue> all = rescues.getOrDefault(path, List.of());
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).contents() > content) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < all.size() ? Optional.of(all.get(low)) : Optional.empty();
    }
}
