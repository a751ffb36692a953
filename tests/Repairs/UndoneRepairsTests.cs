using System.Reflection;

namespace PageMove.Repairs;

/// <summary>Each repair, undone, is found by the test that is named after it.</summary>
public sealed class UndoneRepairsTests
{
    private static readonly string[] Repairs = ["A1", "A3", "A4", "A5", "A6", "A8", "A11", "A13", "A14", "A16", "A17", "P1", "P2", "P3", "P4", "P10"];

    private static readonly string Tests = Path.Combine(AppContext.BaseDirectory, "Runtime.Tests.dll");

    public static TheoryData<string> Undone => [.. Undoings.All.Select(undoing => undoing.Repair)];

    [Theory, MemberData(nameof(Undone))]
    public void A_repair_that_is_undone_makes_its_test_fail(string repair)
    {
        Undoing undoing = Undoings.All.Single(undoing => undoing.Repair == repair);

        Verdict verdict = Run(undoing.Test, RuntimeSources.Compile(undoing.Edits));

        Assert.False(verdict.HasPassed, verdict.Reason);
    }

    [Fact]
    public void With_every_repair_the_tests_pass()
    {
        Verdict verdict = Run(string.Join(',', Undoings.All.Select(undoing => undoing.Test).Distinct()), RuntimeSources.Compile([]));

        Assert.True(verdict.HasPassed, verdict.Reason);
    }

    [Fact]
    public void Each_repair_that_the_runtime_can_show_is_undone_once_at_least() =>
        Assert.Empty(Repairs.Except(Undoings.All.Select(undoing => undoing.Id)));

    [Fact]
    public void Each_test_of_a_repair_is_named_after_it_and_fails_without_it()
    {
        IEnumerable<string> tests = Assembly.LoadFrom(Tests).GetTypes()
            .Where(type => type.Namespace == "Runtime.Tests.Repairs" && type.IsPublic)
            .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => $"{type.Name}.{method.Name}"));

        Assert.Equal(tests.Order(), Undoings.All.Select(undoing => undoing.Test).Distinct().Order());
        Assert.All(Undoings.All, undoing => Assert.Contains($".{undoing.Id}_", undoing.Test, StringComparison.Ordinal));
    }

    private static Verdict Run(string test, byte[] runtime)
    {
        using var folder = new TemporaryFolder();
        return Verdict.Of(test, Tests, folder.Write("PageMove.dll", runtime));
    }
}
