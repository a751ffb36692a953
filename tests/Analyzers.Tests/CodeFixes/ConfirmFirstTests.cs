using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class ConfirmFirstTests
{
    [Fact]
    public Task Counts_bad_content_as_a_refused_steal_in_a_condition() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static void Run(PipeBuffer buffer)
        {
            // Ours from here on.
            if ({|PGM1001:buffer.TrySteal(out Page? page)|})
                page.Unlock();
        }
        """,
        """
        static void Run(PipeBuffer buffer)
        {
            // Ours from here on.
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
        }
        """);

    [Fact]
    public Task Gives_up_where_the_page_is_used_after_the_condition() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static bool Run(PipeBuffer buffer)
        {
            // Ours from here on.
            if (!{|PGM1001:buffer.TrySteal(out Page? page)|})
                return false;
            page.Unlock();
            return true;
        }
        """,
        """
        static bool Run(PipeBuffer buffer)
        {
            // Ours from here on.
            if (buffer.Confirm() != ConfirmResult.Good)
                return false;
            if (!buffer.TrySteal(out Page? page))
                return false;
            page.Unlock();
            return true;
        }
        """);

    [Fact]
    public Task Says_what_was_wrong_in_the_words_of_the_result() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static MoveResult Run(PipeBuffer buffer)
        {
            bool stolen = {|PGM1001:buffer.TrySteal(out Page? page)|};
            if (stolen)
                page!.Unlock();
            return MoveResult.Moved;
        }
        """,
        """
        static MoveResult Run(PipeBuffer buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                return MoveResult.BadContent;
            bool stolen = buffer.TrySteal(out Page? page);
            if (stolen)
                page!.Unlock();
            return MoveResult.Moved;
        }
        """);

    [Fact]
    public Task Throws_where_no_result_can_say_so() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static bool Run(PipeBuffer buffer, [Produces(State.Locked, When = true)] out Page? page)
        {
            return {|PGM1001:buffer.TrySteal(out page)|};
        }
        """,
        """
        static bool Run(PipeBuffer buffer, [Produces(State.Locked, When = true)] out Page? page)
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                throw new System.IO.InvalidDataException();
            return buffer.TrySteal(out page);
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static void Run(PipeBuffer buffer, PipeBuffer other)
        {
            if ({|PGM1001:buffer.TrySteal(out Page? page)|})
                page.Unlock();
            bool stolen = {|PGM1001:other.TrySteal(out Page? second)|};
            if (stolen)
                second!.Unlock();
        }
        """,
        """
        static void Run(PipeBuffer buffer, PipeBuffer other)
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
            if (other.Confirm() != ConfirmResult.Good)
                return;
            bool stolen = other.TrySteal(out Page? second);
            if (stolen)
                second!.Unlock();
        }
        """);

    [Fact]
    public Task Is_not_offered_in_the_condition_of_a_loop() => FixTest<ConfirmFirst>.VerifyAsync(
        """
        static void Run(PipeBuffer buffer)
        {
            while ({|PGM1001:buffer.TrySteal(out Page? page)|})
                page.Unlock();
        }
        """,
        """
        static void Run(PipeBuffer buffer)
        {
            while ({|PGM1001:buffer.TrySteal(out Page? page)|})
                page.Unlock();
        }
        """);
}
