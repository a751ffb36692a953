using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class LookAtResultTests
{
    [Fact]
    public Task Gives_up_where_the_content_is_not_good() => FixTest<LookAtResult>.VerifyAsync(
        """
        static MoveResult Run(PipeBuffer buffer)
        {
            // May wait.
            {|PGM1002:buffer.Confirm()|}; // for the disk
            return MoveResult.Copy;
        }
        """,
        """
        static MoveResult Run(PipeBuffer buffer)
        {
            // May wait.
            if (buffer.Confirm() != ConfirmResult.Good)
                return MoveResult.BadContent; // for the disk
            return MoveResult.Copy;
        }
        """);

    [Fact]
    public Task Gives_up_where_the_request_cannot_be_locked() => FixTest<LookAtResult>.VerifyAsync(
        """
        static void Run(ReadRequest request)
        {
            {|PGM3003:request.TryLock()|};
            request.End();
        }
        """,
        """
        static void Run(ReadRequest request)
        {
            if (!request.TryLock())
                return;
            request.End();
        }
        """);

    [Fact]
    public Task Ends_a_request_that_was_aborted_while_locked() => FixTest<LookAtResult>.VerifyAsync(
        """
        static bool Run([Requires(State.Locked)] ReadRequest request)
        {
            {|PGM3003:request.TryUnlock()|};
            return true;
        }
        """,
        """
        static bool Run([Requires(State.Locked)] ReadRequest request)
        {
            if (!request.TryUnlock())
            {
                request.End();
                return false;
            }
            return true;
        }
        """);

    [Fact]
    public Task Leaves_an_aborted_request_to_a_caller_who_ends_it() => FixTest<LookAtResult>.VerifyAsync(
        """
        static MoveResult Run([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
        {
            {|PGM3003:request.TryUnlock()|};
            return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
        }
        """,
        """
        static MoveResult Run([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
        {
            if (!request.TryUnlock())
                return MoveResult.Aborted;
            return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass() => FixTest<LookAtResult>.VerifyAsync(
        """
        static async Task Run(PipeBuffer buffer, PipeBuffer other)
        {
            {|PGM1002:buffer.Confirm()|};
            await Task.Yield();
            if (buffer.Length > 0)
                {|PGM1002:other.Confirm()|};
            Console.WriteLine(other.Length);
        }
        """,
        """
        static async Task Run(PipeBuffer buffer, PipeBuffer other)
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                return;
            await Task.Yield();
            if (buffer.Length > 0)
                if (other.Confirm() != ConfirmResult.Good)
                    return;
            Console.WriteLine(other.Length);
        }
        """);

    [Fact]
    public Task Is_not_offered_in_a_finally_block() => FixTest<LookAtResult>.VerifyAsync(
        """
        static void Run([Requires(State.Locked)] ReadRequest request)
        {
            try
            {
                Console.WriteLine();
            }
            finally
            {
                {|PGM3003:request.TryUnlock()|};
            }
        }
        """,
        """
        static void Run([Requires(State.Locked)] ReadRequest request)
        {
            try
            {
                Console.WriteLine();
            }
            finally
            {
                {|PGM3003:request.TryUnlock()|};
            }
        }
        """);
}
