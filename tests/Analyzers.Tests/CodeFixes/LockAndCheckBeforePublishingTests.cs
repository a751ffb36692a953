using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class LockAndCheckBeforePublishingTests
{
    [Fact]
    public Task Takes_the_lock_again_where_it_was_given_up() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static MoveResult Run([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            if (!request.TryUnlock())
                return MoveResult.Aborted;

            // One exchange that cannot fail.
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
            {|PGM2004:return MoveResult.Moved;|}
        }
        """,
        """
        static MoveResult Run([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            if (!request.TryUnlock())
                return MoveResult.Aborted;

            // One exchange that cannot fail.
            if (!request.TryLock())
                return MoveResult.Aborted;
            mapping.Replace(oldPage, newPage);
            return MoveResult.Moved;
        }
        """);

    [Fact]
    public Task Leaves_an_async_method_with_the_result_that_its_task_brings() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static async Task<bool> Run([Balanced(State.Locked, false)] ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            await Task.Yield();
            if (!request.TryUnlock())
                return false;
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
            {|PGM2004:return true;|}
        }
        """,
        """
        static async Task<bool> Run([Balanced(State.Locked, false)] ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            await Task.Yield();
            if (!request.TryUnlock())
                return false;
            if (!request.TryLock())
                return false;
            mapping.Replace(oldPage, newPage);
            return true;
        }
        """);

    [Fact]
    public Task Leaves_the_requests_lock_alone_where_nobody_promised_to_hold_it() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static bool Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            if (!request.TryUnlock())
                return false;
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
            return true;
        }
        """,
        """
        static bool Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            if (!request.TryUnlock())
                return false;
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return false;
                mapping.Replace(oldPage, newPage);
            }
            return true;
        }
        """);

    [Fact]
    public Task Looks_under_the_abort_lock_where_the_method_never_had_the_requests() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static void Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
        }
        """,
        """
        static void Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return;
                mapping.Replace(oldPage, newPage);
            }
        }
        """);

    [Fact]
    public Task Guards_the_slot_too() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static bool Run(ReadRequest request, [Signals(Signal.SlotPublish)] ref Page slot, Page newPage)
        {
            {|PGM3001:slot|} = newPage;
            return true;
        }
        """,
        """
        static bool Run(ReadRequest request, [Signals(Signal.SlotPublish)] ref Page slot, Page newPage)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return false;
                slot = newPage;
            }
            return true;
        }
        """);

    [Fact]
    public Task Throws_where_the_result_has_no_word_for_an_abort() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static async Task<int> Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            await Task.Yield();
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
            return 1;
        }
        """,
        """
        static async Task<int> Run(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            await Task.Yield();
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    throw new OperationCanceledException();
                mapping.Replace(oldPage, newPage);
            }
            return 1;
        }
        """);

    [Fact]
    public Task Fixes_all_with_one_check_a_request_and_method() => FixTest<LockAndCheckBeforePublishing>.VerifyAsync(
        """
        static void First(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
        }

        static void Second(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            {|PGM3001:mapping.Replace(oldPage, newPage)|};
        }
        """,
        """
        static void First(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return;
                mapping.Replace(oldPage, newPage);
            }
        }

        static void Second(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return;
                mapping.Replace(oldPage, newPage);
            }
        }
        """);
}
