using Microsoft.Coyote;
using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;

namespace PageMove.Concurrency.Tests.Support;

/// <summary>Runs a scenario under many schedules, the same ones each time, and fails with the first schedule that it does not survive.</summary>
internal static class Explorer
{
    private const uint Schedules = 300;

    /// <summary>Explores a scenario, half of it by chance, half by priorities that change a few times a run, which finds what needs a long delay.</summary>
    internal static void Explore(Func<Task> scenario)
    {
        Explore(Configuration.Create().WithRandomStrategy(), scenario);
        Explore(Configuration.Create().WithPrioritizationStrategy(isFair: true, priorityChangeBound: 5), scenario);
    }

    private static void Explore(Configuration configuration, Func<Task> scenario)
    {
        configuration = configuration
            .WithTestingIterations(Schedules)
            .WithMaxSchedulingSteps(maxUnfairSteps: 2_000, maxFairSteps: 20_000)
            .WithRandomGeneratorSeed(1)
            .WithTelemetryEnabled(false);
        using TestingEngine engine = TestingEngine.Create(configuration, scenario);
        using var log = new MemoryLogger(VerbosityLevel.Error);
        engine.SetLogger(log);
        engine.Run();
        Assert.True(engine.TestReport.NumOfFoundBugs == 0, string.Join(Environment.NewLine, engine.TestReport.BugReports));
        Assert.Equal((int)Schedules, engine.TestReport.NumOfExploredFairPaths + engine.TestReport.NumOfExploredUnfairPaths);
    }
}
