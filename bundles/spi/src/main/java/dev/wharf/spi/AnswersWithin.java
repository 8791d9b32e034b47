package dev.wharf.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the engine waits for a method of a driver, or of what a driver handed out. After that the thread of the call is
 * interrupted and the engine goes on without the answer: its caller gets an error that names the driver. A method without
 * this mark has {@value #USUAL} seconds.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnswersWithin {
    /** Seconds for a method that does not tell. */
    int USUAL = 30;

    /** Seconds for what copies or deletes files of any size. */
    int LONG = 600;

    /** The method is called on the thread that needs it, and waited for without a limit: a plain read, or a stream. */
    int FOREVER = 0;

    /** How many seconds; {@link #FOREVER} for no limit. */
    int seconds();
}
