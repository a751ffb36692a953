namespace PageMove.Repairs;

/// <summary>For each repair that the runtime can show: how the runtime would look without it.</summary>
internal static class Undoings
{
    private const string Mover = "Moving/PageMover.cs";
    private const string Copier = "Moving/PageCopier.cs";
    private const string RequestLock = "Requests/ReadRequest.Lock.cs";
    private const string RequestEnd = "Requests/ReadRequest.Ending.cs";
    private const string Buffer = "Pipes/PipeBuffer.cs";
    private const string UserPage = "Pipes/UserPageBuffer.cs";

    private const string LockBeforeReplacing = "if (!request.TryLock(generation))";

    private const string CheckSanity = "refusal = RefusalOfStolen(newPage);";

    internal static IReadOnlyList<Undoing> All { get; } =
    [
        new("A1 the success path leaves the request unlocked", "RequestLockRepairsTests.A1_A_page_that_was_moved_leaves_the_request_locked", new Edit(Mover, LockBeforeReplacing, "if (false)")),
        new("A1 the abort between two pages ends the request", "RequestLockRepairsTests.A1_An_abort_between_two_pages_cannot_end_the_request_under_the_copier", new Edit(Mover, LockBeforeReplacing, "if (false)")),
        new(
            "A1 the abort is looked for after the replace",
            "RequestLockRepairsTests.A1_An_abort_between_steal_and_replace_leaves_the_cache_untouched",
            new Edit(Mover, LockBeforeReplacing, "if (false)"),
            new Edit(Mover, "return MoveResult.Moved;", "return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;")),
        new(
            "A3 the old page is not pinned",
            "RequestLockRepairsTests.A3_The_old_page_outlives_an_abort_that_gave_it_back_and_a_truncation",
            new Edit(Mover, "oldPage.AddReference();", ""),
            new Edit(Mover, "int references = 1;", "int references = 0;"),
            new Edit(Mover, "references = 3;", "references = 2;"),
            new Edit(Mover, "oldPage.Release(references);", "if (references > 0)\n                oldPage.Release(references);")),
        new("A4 the donor's reference is released by the caller, later", "ReferenceRepairsTests.A4_The_mover_releases_the_donors_reference_at_once", new Edit(Mover, "buffer.Release();", "")),
        new("A4 a freed page stays on its list", "ReferenceRepairsTests.A4_A_page_that_is_freed_leaves_the_lru_before_it_is_used_again", new Edit("Pages/Page.References.cs", "if ((Flags & PageFlags.Lru) != 0)\n            Lists.Find(List)?.Forget(this);", "")),
        new(
            "A5 the buffer's flags are not asked",
            "ReferenceRepairsTests.A5_A_page_stolen_from_a_cache_is_on_the_lru_once",
            new Edit(Mover, "if ((buffer.Flags & PipeBufferFlags.Lru) == 0)", "")),
        new(
            "A5 the buffer's flags are read after its release",
            "ReferenceRepairsTests.A5_Nothing_of_the_buffer_is_asked_after_its_release",
            new Edit(Mover, "if ((buffer.Flags & PipeBufferFlags.Lru) == 0)", "buffer.Release();\n                        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)"),
            new Edit(Mover, "                        buffer.Release();\n                        slot = newPage;", "                        slot = newPage;")),
        new(
            "A6 the mover declares the page up to date",
            "PublishingRepairsTests.A6_A_page_that_was_up_to_date_at_its_donor_is_so_again_only_by_completion",
            new Edit(Mover, "return MoveResult.Moved;", "newPage.MarkUpToDate();\n                        return MoveResult.Moved;")),
        new(
            "A7 the donor's page has to be up to date",
            "StealRepairsTests.A7_A_page_that_was_not_up_to_date_at_its_donor_moves",
            new Edit(Mover, "if ((newPage.Flags & KnownAtItsOldHome) != 0)", "if (!newPage.IsUpToDate)\n                        return MoveResult.BadContent;\n\n                    if ((newPage.Flags & KnownAtItsOldHome) != 0)")),
        new(
            "A8 the count is asked again after the steal",
            "StealRepairsTests.A8_A_look_up_that_raises_the_count_after_the_steal_does_not_refuse_the_page",
            new Edit(Mover, CheckSanity, "refusal = newPage.ReferenceCount != 1 ? MoveRefusal.NewPageFlags : RefusalOfStolen(newPage);")),
        new(
            "A8 the steal does not ask for the count",
            "StealRepairsTests.A8_The_steal_asks_for_the_only_reference_and_proves_it",
            new Edit("Pipes/PipeBufferOperations.cs", "page.TryFreeze(expectedReferences: 1)", "page.TryFreeze(page.ReferenceCount)")),
        new(
            "A11 the old page is removed, then the new one is added",
            "PublishingRepairsTests.A11_Readers_never_see_a_hole_nor_a_page_that_is_nobodys",
            new Edit("Caching/AddressSpace.cs", "_tree.Find(oldPage.Index).Exchange(newPage);", "_tree.Find(oldPage.Index).Empty();\n            Thread.Yield();\n            _tree.FindOrMake(newPage.Index).Fill(newPage);")),
        new(
            "A12 the page counts are not moved with the page",
            "PublishingRepairsTests.A12_The_number_of_cached_pages_does_not_change_with_a_move",
            new Edit("Caching/AddressSpace.cs", "_tree.Find(oldPage.Index).Exchange(newPage);", "_tree.Find(oldPage.Index).Exchange(newPage);\n            _pageCount++;")),
        new(
            "A13 the request owns no reference of the moved page",
            "ReferenceRepairsTests.A13_The_request_owns_one_reference_of_each_page_whether_it_was_moved_or_not",
            new Edit(Mover, "newReferences: 2", "newReferences: 1")),
        new(
            "A14 the first page is trusted to know the file",
            "CompletionRepairsTests.A14_Completion_finds_the_file_though_the_first_page_left_it",
            new Edit(RequestEnd, "file ??= page.Mapping as AddressSpace;", "file = Pages[0].Mapping as AddressSpace;")),
        new(
            "A14 completion does without the guard against pages that left",
            "CompletionRepairsTests.A14_Completion_survives_that_no_page_has_a_mapping",
            new Edit(RequestEnd, "if (file is not null)", "")),
        new(
            "A16 a peer's length is trusted",
            "CompletionRepairsTests.A16_A_peer_that_lies_about_the_length_gets_an_error",
            new Edit(Copier, "byteCount < 0 || byteCount > request.ByteCount ? CopyResult.Malformed : CopyResult.Filled", "CopyResult.Filled")),
        new(
            "A16 the pipe is trusted to hold what the peer says",
            "CompletionRepairsTests.A16_A_peer_that_lies_about_the_length_gets_an_error",
            new Edit("Moving/PipeCursor.cs", "return taken;", "return taken ? true : throw new InvalidOperationException(\"No segment is left.\");")),
        new(
            "A17 the large page is found after the steal",
            "StealRepairsTests.A17_A_large_page_is_refused_before_its_source_loses_it",
            new Edit(Mover, "        if (buffer.Page.Size != oldPage.Size)\n            return MoveRefusal.LargePage;\n", ""),
            new Edit(Mover, CheckSanity, "refusal = newPage.Size != oldPage.Size ? MoveRefusal.LargePage : RefusalOfStolen(newPage);")),
        new(
            "P1 a descriptor keeps the flags of the buffer before",
            "PipeRepairsTests.P1_A_recycled_descriptor_has_no_right_of_the_buffer_before",
            new Edit(Buffer, "_flags = unchecked((byte)flags);", "_flags |= unchecked((byte)flags);"),
            new Edit(Buffer, "_flags = 0;", "")),
        new(
            "P1 the kernel's Dirty Pipe",
            "PipeRepairsTests.P1_Nothing_is_written_into_a_cached_page_through_a_recycled_descriptor",
            new Edit(Buffer, "_flags = unchecked((byte)flags);", "_flags |= unchecked((byte)flags);"),
            new Edit(Buffer, "_flags = 0;", "")),
        new(
            "P2 a lent page is the lender's alone",
            "PipeRepairsTests.P2_A_lent_page_lives_until_its_last_borrower_let_go",
            new Edit("Pipes/PagePipe.Pages.cs", "page.AddReference();", "")),
        new(
            "P3 a writer appends to a page that others refer to",
            "PipeRepairsTests.P3_Nothing_is_appended_to_a_page_that_two_pipes_share",
            new Edit(Buffer, "_page!.TryFreeze(expectedReferences: 1)", "_page!.TryAddReference()"),
            new Edit(Buffer, "_page.Unfreeze(references: 1);", "_page.Release();")),
        new(
            "P4 the count has no limit",
            "ReferenceRepairsTests.P4_The_count_never_passes_its_limit",
            new Edit("Pages/Page.References.cs", "while (count > 0 && count <= MaxReferenceCount - references)", "while (count > 0)")),
        new(
            "P4 a look-up of a page at its limit tries again",
            "ReferenceRepairsTests.P4_A_look_up_of_a_page_at_its_limit_fails_instead_of_trying_for_ever",
            new Edit("Caching/PageTree.cs", "page.ThrowIfAtReferenceLimit();", "if (page.ReferenceCount == Page.MaxReferenceCount)\n                    return true;")),
        new(
            "P4 nobody asks whether a duplicate got its reference",
            "ReferenceRepairsTests.P4_A_tee_ends_where_a_reference_is_refused",
            new Edit("Pipes/PagePipe.Splicing.cs", "if (!HasRoom || !buffer.TryAddReference())", "if (!HasRoom)"),
            new Edit("Pipes/PagePipe.Splicing.cs", "Enqueue(buffer.Page, buffer.Offset, length, buffer.Operations, buffer.Flags & ~RightsOfTheOriginal);", "buffer.TryAddReference();\n        Enqueue(buffer.Page, buffer.Offset, length, buffer.Operations, buffer.Flags & ~RightsOfTheOriginal);")),
        new(
            "P10 a lent page is moved under its lender",
            "PipeRepairsTests.P10_What_the_lender_writes_after_a_reply_is_not_in_the_file",
            new Edit(UserPage, "if ((buffer.Flags & PipeBufferFlags.Gift) == 0 || !TryStealOnlyReference(buffer, out page))", "page = buffer.Page;\n        if (!page.TryLock())")),
        new(
            "P10 a loan is taken for a gift",
            "PipeRepairsTests.P10_A_page_that_was_lent_is_not_moved_though_its_lender_let_go",
            new Edit(UserPage, "(buffer.Flags & PipeBufferFlags.Gift) == 0 || ", "")),
    ];

    /// <summary>What takes two threads to go wrong: for the tests that explore schedules.</summary>
    internal static IReadOnlyList<Undoing> OfSchedules { get; } =
    [
        new(
            "A1 the success path leaves the request unlocked",
            "MoveAndAbortTests.An_abort_at_any_moment_leaves_whole_pages_or_untouched_ones",
            new Edit(Mover, LockBeforeReplacing, "if (false)"),
            new Edit(RequestLock, """throw new InvalidOperationException("The request is not locked.");""", "return true;")),
        new(
            "A1 the copier goes on with pages that an abort gave back",
            "MoveAndAbortTests.The_copier_writes_nothing_into_pages_that_an_abort_gave_back",
            new Edit(Copier, "return request.TryLock(generation) ? CopyResult.Filled : CopyResult.Aborted;", "return CopyResult.Filled;"),
            new Edit(Mover, "return request.TryLock(generation) ? MoveResult.Copy : MoveResult.Aborted;", "return MoveResult.Copy;"),
            new Edit(RequestLock, """throw new InvalidOperationException("The request is not locked.");""", "return true;")),
        new(
            "A1 the mark and the decision who ends the request are two steps",
            "MoveAndAbortTests.A_request_ends_once_whoever_comes_first",
            new Edit(RequestEnd, "long seen = Interlocked.CompareExchange(ref _state, (state | Ending) & ~Locked, state);", "long seen = Interlocked.CompareExchange(ref _state, state & ~Locked, state);\n            Interlocked.Or(ref _state, Ending);")),
        new(
            "A1 an abort ends a request that a copier has locked",
            "MoveAndAbortTests.An_abort_and_a_truncation_take_no_page_from_under_the_mover",
            new Edit(RequestLock, "long ending = (state & Locked) == 0 ? Ending : 0;", "long ending = Ending;"),
            new Edit(RequestLock, "        if ((state & Locked) == 0)\n            GiveBackPages", "        GiveBackPages")),
        new(
            "A4 the donor's reference is released by the caller, later",
            "MoveAndReclaimTests.A_page_that_was_just_moved_can_be_reclaimed_by_many",
            new Edit(Mover, "buffer.Release();", ""),
            new Edit("Pages/Page.References.cs", "if ((Flags & PageFlags.Lru) != 0)\n            Lists.Find(List)?.Forget(this);", "")),
        new(
            "A5 reclaim takes a page off its list without the page's lock",
            "MoveAndReclaimTests.A_page_of_a_source_is_moved_or_reclaimed_and_listed_once",
            new Edit("Caching/PageLru.cs", "                if (page.TryLock())\n                {\n                    Unlink(page);\n                    return true;\n                }\n\n                busy = page;", "                Unlink(page);\n                Monitor.Exit(_gate);\n                page.Lock();\n                Monitor.Enter(_gate);\n                return true;")),
        new(
            "A8 reclaim asks for the count instead of freezing it",
            "MoveAndReclaimTests.A_page_that_was_found_is_not_reclaimed",
            new Edit("Caching/AddressSpace.cs", "!page.IsCachedIn(this) || !page.TryFreeze(expectedReferences: 2)", "!page.IsCachedIn(this) || page.ReferenceCount != 2")),
        new(
            "A8 the steal asks for the count instead of freezing it",
            "SpliceAndTeeTests.A_page_in_two_pipes_is_stolen_by_one_at_most",
            new Edit("Pipes/PipeBufferOperations.cs", "page.TryFreeze(expectedReferences: 1)", "page.ReferenceCount <= 2"),
            new Edit("Pipes/PipeBufferOperations.cs", "page.Unfreeze(references: 1);", "")),
        new(
            "A11 the old page is removed, then the new one is added",
            "ReplaceAndLookUpTests.A_look_up_finds_the_old_page_or_the_new_one",
            new Edit("Caching/AddressSpace.cs", "_tree.Find(oldPage.Index).Exchange(newPage);", "_tree.Find(oldPage.Index).Empty();\n            _tree.FindOrMake(newPage.Index).Fill(newPage);")),
        new(
            "law 8 a look-up does not look again",
            "ReplaceAndLookUpTests.A_look_up_never_finds_the_page_that_took_over_the_frame",
            new Edit("Caching/PageTree.cs", "if (Load() == page)", "if (true)")),
        new(
            "A12 the place is looked at before the lock",
            "ReplaceAndLookUpTests.Additions_at_one_place_let_one_win",
            new Edit("Caching/AddressSpace.cs", "            if (_tree.Find(index).Load() is not null)\n                return false;\n", ""),
            new Edit("Caching/AddressSpace.cs", "        CheckNewPage(page, nameof(page));\n", "        CheckNewPage(page, nameof(page));\n        if (_tree.Find(index).Load() is not null)\n            return false;\n")),
        new(
            "A11 a truncation does not look for the page that took the place",
            "MoveAndTruncateTests.A_truncation_at_any_moment_leaves_no_page_behind",
            new Edit("Caching/AddressSpace.cs", "while (!TryCutOff(size))", "if (!TryCutOff(size))")),
        new(
            "law 16 the end of a page is zeroed though others may take a reference meanwhile",
            "MoveAndTruncateTests.Who_holds_a_page_sees_its_end_as_it_was_when_he_found_it",
            new Edit("Caching/AddressSpace.cs", "        if (!page.TryFreeze(expectedReferences: 2))\n            return false;", "        if (page.ReferenceCount != 2)\n            return false;"),
            new Edit("Caching/AddressSpace.cs", "        page.Unfreeze(references: 2);\n        return true;", "        return true;")),
        new(
            "A12 pages leave a cache without the cache's lock",
            "MoveAndReclaimTests.Pages_that_leave_at_once_are_each_counted",
            new Edit("Caching/AddressSpace.cs", "        lock (_gate)\n        {\n            // One reference", "        {\n            // One reference")),
        new(
            "P3 a writer appends to a page that others refer to",
            "SpliceAndTeeTests.What_was_duplicated_does_not_change_when_the_writer_goes_on",
            new Edit(Buffer, "_page!.TryFreeze(expectedReferences: 1)", "_page!.TryAddReference()"),
            new Edit(Buffer, "int end = _offset + _length;", "int end = 0;"),
            new Edit(Buffer, "_page.Unfreeze(references: 1);", "_page.Release();")),
        new(
            "law 20 two pipes are locked in the order of the call",
            "SpliceAndTeeTests.Pipes_that_are_spliced_to_each_other_do_not_wait_for_each_other",
            new Edit("Pipes/PagePipe.Splicing.cs", "one._order < other._order ? (one._gate, other._gate) : (other._gate, one._gate)", "(one._gate, other._gate)")),
        new(
            "P1 a splice gives the descriptor back and leaves it full",
            "SpliceAndTeeTests.Bytes_that_are_spliced_on_arrive_once_and_in_order",
            new Edit("Pipes/PagePipe.Splicing.cs", "buffer.Advance(length);", "")),
        new(
            "law 9 what comes back into a disposed pipe stays there",
            "DisposeAndEverythingTests.A_pipe_that_is_disposed_under_a_reader_and_a_writer_keeps_no_page",
            new Edit("Pipes/PagePipe.cs", "if (!_disposed)", "if (true)")),
        new(
            "law 20 a reply whose pipe was emptied goes on",
            "DisposeAndEverythingTests.A_reply_whose_pipe_is_disposed_ends",
            new Edit(Copier, "if (!request.TryComplete(generation, 0, error, out _))", "if (result == CopyResult.Aborted && !request.TryComplete(generation, 0, error, out _))")),
        new(
            "law 1 the changes of the free frames are not counted",
            "DisposeAndEverythingTests.A_free_frame_is_handed_out_once",
            new Edit("Pages/FrameStack.cs", "((top >> 32) + 1) << 32", "(top >> 32) << 32")),
        new(
            "law 9 the arena's disposal looks and marks in two steps",
            "DisposeAndEverythingTests.An_arena_that_is_disposed_lives_until_its_last_page_came_back",
            new Edit("Pages/FrameStack.cs", "long top = Interlocked.Or(ref _top, Closed);", "long top = Top;\n        Volatile.Write(ref _top, top | Closed);")),
    ];
}
