using PageMove.CodeFixes;

namespace Analyzers.Tests.CodeFixes;

public sealed class ReadSlotAgainTests
{
    [Fact]
    public Task Names_the_slot_instead_of_the_old_page() => FixTest<ReadSlotAgain>.VerifyAsync(
        """
        static void Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
        {
            Page page = slot;
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
                Console.WriteLine(/* its place */ {|PGM1009:page|}.Index);
        }
        """,
        """
        static void Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
        {
            Page page = slot;
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
                Console.WriteLine(/* its place */ slot.Index);
        }
        """);

    [Fact]
    public Task Fixes_all_in_one_pass_also_within_one_statement() => FixTest<ReadSlotAgain>.VerifyAsync(
        """
        static long Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int i)
        {
            Page page = request.Pages[i];
            if (PageMover.TryMovePage(request, buffer, ref request.Pages[i], null, out _) != MoveResult.Moved)
                return 0;
            Console.WriteLine({|PGM1009:page|}.Size);
            return {|PGM1009:page|}.Index + {|PGM1009:page|}.Size;
        }
        """,
        """
        static long Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int i)
        {
            Page page = request.Pages[i];
            if (PageMover.TryMovePage(request, buffer, ref request.Pages[i], null, out _) != MoveResult.Moved)
                return 0;
            Console.WriteLine(request.Pages[i].Size);
            return request.Pages[i].Index + request.Pages[i].Size;
        }
        """);

    [Fact]
    public Task Is_not_offered_where_the_index_has_changed_since() => FixTest<ReadSlotAgain>.VerifyAsync(
        """
        static void Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int i)
        {
            Page page = request.Pages[i];
            if (PageMover.TryMovePage(request, buffer, ref request.Pages[i], null, out _) != MoveResult.Moved)
                return;
            i++;
            Console.WriteLine({|PGM1009:page|}.Size);
        }
        """,
        """
        static void Run([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int i)
        {
            Page page = request.Pages[i];
            if (PageMover.TryMovePage(request, buffer, ref request.Pages[i], null, out _) != MoveResult.Moved)
                return;
            i++;
            Console.WriteLine({|PGM1009:page|}.Size);
        }
        """);
}
