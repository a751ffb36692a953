using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class ReplaceInOneStepTests
{
    [Fact]
    public Task Puts_the_exchange_in_the_place_of_both() => FixTest<ReplaceInOneStep>.VerifyAsync(
        """
        static void Run(AddressSpace space, Page old, Page fresh)
        {
            space.Remove(old);
            {|PGM1007:space.TryAdd(old.Index, fresh)|};
        }
        """,
        """
        static void Run(AddressSpace space, Page old, Page fresh)
        {
            space.Replace(old, fresh);
        }
        """);

    [Fact]
    public Task Takes_the_branch_for_the_failure_out() => FixTest<ReplaceInOneStep>.VerifyAsync(
        """
        static bool Run(AddressSpace space, Page old, Page fresh)
        {
            _ = space.Remove(old);
            if (!{|PGM1007:space.TryAdd(page: fresh, index: old.Index)|})
                return false;
            return true;
        }
        """,
        """
        static bool Run(AddressSpace space, Page old, Page fresh)
        {
            space.Replace(old, fresh);
            return true;
        }
        """);

    [Fact]
    public Task Returns_the_success_that_the_exchange_always_is() => FixTest<ReplaceInOneStep>.VerifyAsync(
        """
        static bool Run(AddressSpace space, Page old, Page fresh)
        {
            space.Remove(old);

            // Readers find the fresh one.
            return {|PGM1007:space.TryAdd(old.Index, fresh)|}; // at once
        }
        """,
        """
        static bool Run(AddressSpace space, Page old, Page fresh)
        {
            // Readers find the fresh one.
            space.Replace(old, fresh); // at once
            return true;
        }
        """);

    [Fact]
    public Task Keeps_the_comments_and_what_is_done_in_between() => FixTest<ReplaceInOneStep>.VerifyAsync(
        """
        static void Run(AddressSpace space, Page old, PageArena arena)
        {
            Console.WriteLine();

            // The old page is stale.
            space.Remove(old);

            using Page fresh = arena.Allocate();
            fresh.Lock();

            // Readers find it from here on.
            _ = {|PGM1007:space.TryAdd(old.Index, fresh)|}; // always
            fresh.Unlock();
        }
        """,
        """
        static void Run(AddressSpace space, Page old, PageArena arena)
        {
            Console.WriteLine();

            // The old page is stale.
            using Page fresh = arena.Allocate();
            fresh.Lock();

            // Readers find it from here on.
            space.Replace(old, fresh); // always
            fresh.Unlock();
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<ReplaceInOneStep>.VerifyAsync(
        """
        static void Run(AddressSpace space, Page old, Page fresh, Page second, Page third)
        {
            space.Remove(old);
            {|PGM1007:space.TryAdd(old.Index, fresh)|};
            space.Remove(second);
            {|PGM1007:space.TryAdd(second.Index, third)|};
        }
        """,
        """
        static void Run(AddressSpace space, Page old, Page fresh, Page second, Page third)
        {
            space.Replace(old, fresh);
            space.Replace(second, third);
        }
        """);

    [Fact]
    public Task Is_not_offered_where_the_old_page_is_unlocked_in_between() => NotOfferedAsync(
        """
        static void Run(AddressSpace space, Page old, Page fresh)
        {
            space.Remove(old);
            old.Unlock();
            {|PGM1007:space.TryAdd(old.Index, fresh)|};
        }
        """);

    [Fact]
    public Task Is_not_offered_where_the_results_decide() => NotOfferedAsync(
        """
        static bool Run(AddressSpace space, Page old, Page fresh) => space.Remove(old) && {|PGM1007:space.TryAdd(old.Index, fresh)|};
        """);

    [Fact]
    public Task Is_not_offered_where_it_would_lose_a_comment() => NotOfferedAsync(
        """
        static void Run(AddressSpace space, Page old, Page fresh)
        {
            space.Remove(old);
            if (!{|PGM1007:space.TryAdd(old.Index, fresh)|})
            {
                // Somebody was faster.
                return;
            }

            Console.WriteLine();
        }
        """);

    private static Task NotOfferedAsync(string code) => FixTest<ReplaceInOneStep>.VerifyAsync(code, code);
}
