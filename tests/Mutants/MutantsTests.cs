namespace PageMove.Mutants;

/// <summary>What the analyzers find of what goes wrong. The whole corpus is <c>dotnet run -c Release --project tests/Mutants</c>.</summary>
public sealed class MutantsTests
{
    [Theory]
    [InlineData("Locking/PGM2002.cs", 0.95)]
    [InlineData("Locking/PGM2004.cs", 0.88)]
    [InlineData("Moving/PGM1004.cs", 0.95)]
    [InlineData("Lifetime/PGM4001.cs", 0.85)]
    [InlineData("Lifetime/PGM4004.cs", 0.85)]
    public async Task As_many_mutants_that_go_wrong_are_found_as_before(string file, double found)
    {
        IReadOnlyList<WrongMutant> mutants = await Judge.JudgeAsync(Path.Combine(RepositoryRoot.Path, "tests", "Corpus", file));

        string[] missed = [.. mutants.Where(mutant => !mutant.IsFound).Select(mutant => $"{mutant.Method}: {mutant.Wrong}")];
        Assert.True(mutants.Count > 10 && missed.Length <= (1 - found) * mutants.Count, $"{missed.Length} of {mutants.Count} are missed.\n{string.Join('\n', missed)}");
    }

    [Fact]
    public async Task Of_two_buffers_the_caller_may_keep_one()
        => Assert.Equal(["Duplicated first.Release();", "Duplicated second.Release();"], await WrongOf("public static void Both(PipeBuffer first, PipeBuffer second) { first.Release(); second.Release(); }"));

    [Fact]
    public async Task Of_two_elements_one_may_arrive_locked()
        => Assert.Equal(
            ["Deleted pages[0].Unlock();", "Deleted pages[1].Unlock();", "Duplicated pages[0].Lock();", "Duplicated pages[0].Unlock();", "Duplicated pages[1].Lock();", "Duplicated pages[1].Unlock();"],
            (await WrongOf("public static void Both(Page[] pages) { pages[0].Lock(); pages[1].Lock(); pages[1].Unlock(); pages[0].Unlock(); }")).Where(wrong => wrong.StartsWith('D')));

    [Fact]
    public async Task A_number_that_the_original_refuses_is_not_asked_of_the_mutant()
    {
        const string Body = "public static void Fill(Page page, int count) { ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count); page.Lock(); page.Unlock(); }";
        Assert.DoesNotContain("Deleted page.Lock();", await WrongOf(Body));
        Assert.Contains("Deleted page.Lock();", await WrongOf(Body.Replace("ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count)", "if (count == 0) { page.LockAsync().AsTask().Wait(); page.Unlock(); return; }", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_behind_a_buffer_may_arrive_locked()
        => Assert.DoesNotContain("Deleted buffer.Page.Lock();", await WrongOf("public static void Mark(PipeBuffer buffer) { buffer.Page.Lock(); buffer.Page.MarkDirty(); buffer.Page.Unlock(); }"));

    [Fact]
    public async Task A_caller_may_want_as_many_references_to_his_page_as_a_method_takes()
        => Assert.Empty(await WrongOf("public static void Take(Page page) { page.AddReference(); page.AddReference(); }"));

    [Fact]
    public async Task Nobody_wants_a_reference_that_is_taken_on_one_way_only()
        => Assert.Contains("Deleted page.Release();", await WrongOf("public static void Take(Page page, bool isShared) { page.AddReference(); if (isShared) { page.Release(); return; } page.MarkDirty(); page.Release(); }"));

    [Fact]
    public async Task Nobody_wants_a_reference_to_a_page_that_he_never_sees()
        => Assert.Equal(
            ["Deleted page.Release();", "Duplicated page.Release();"],
            await WrongOf("public static void Make(PageArena arena) { Page page = arena.Allocate(); page.MarkDirty(); page.Release(); }"));

    [Fact]
    public async Task What_is_handed_out_may_be_locked_where_no_contract_says_that_it_is_not()
    {
        const string Body = "public static bool Make(PageArena arena, out Page page) { page = arena.Allocate(); page.Lock(); page.Unlock(); return true; }";
        Assert.DoesNotContain("Deleted page.Unlock();", await WrongOf(Body));
        Assert.Contains("Deleted page.Unlock();", await WrongOf(Body.Replace("out Page page", "[Produces(State.Unlocked)] out Page page", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_returned_may_come_with_any_number_of_references_where_no_contract_says_how_many()
    {
        const string Body = "public static Page Make(PageArena arena) { Page page = arena.Allocate(); page.AddReference(); return page; }";
        Assert.Empty(await WrongOf(Body));
        Assert.Contains("Duplicated page.AddReference();", await WrongOf($"[return: Produces(State.Held)] {Body}"));
    }

    /// <summary>The mutants of a method that the judge holds to be wrong.</summary>
    private static async Task<IEnumerable<string>> WrongOf(string method)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "Case.cs");
        try
        {
            await File.WriteAllTextAsync(file, $$"""
                using System;
                using PageMove.Contracts;
                using PageMove.Pages;
                using PageMove.Pipes;

                namespace Judged;

                public static class Case
                {
                    {{method}}
                }
                """);
            return (await Judge.JudgeAsync(file)).Select(mutant => $"{mutant.Kind} {mutant.Statement}").Distinct().Order(StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
