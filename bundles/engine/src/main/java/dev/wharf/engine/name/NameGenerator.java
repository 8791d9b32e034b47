package dev.wharf.engine.name;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Makes up names such as {@code calm_lamarr}. Belongs to one thread unless its random generator is thread-safe. */
public final class NameGenerator {
    private static final int TRIES = 6;

    private final RandomGenerator random;

    /** A generator that draws from a source of randomness. */
    public NameGenerator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Offers names until one is taken: two words first, then with a digit, at last the short id (Docker 1.9.1,
     * daemon.generateNewName).
     *
     * @param id of the container, which no other has
     * @param reserve takes the name and tells whether it was free
     * @return the name that was taken, or the short id, which is not offered
     */
    public String generate(String id, Predicate<String> reserve) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String name =
                    word(Words.ADJECTIVES) + '_' + word(Words.SURNAMES) + (attempt == 0 ? "" : random.nextInt(10));
            if (reserve.test(name)) {
                return name;
            }
        }
        return Ids.shortened(id);
    }

    private String word(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
