namespace PageMove.Repairs;

/// <summary>The process in which one test runs, as it may hang or crash without the repair: <c>test assembly [other assemblies]</c>.</summary>
internal static class Program
{
    internal const int Passed = 0;
    internal const int Failed = 1;

    private static int Main(string[] arguments)
    {
        if (arguments is not [string name, string tests, .. string[] others])
            throw new ArgumentException("Name a test and its assembly.");

        string? failure = TestRun.Run(name, tests, others);
        Console.WriteLine(failure ?? "The test passed.");

        // Threads that the test left behind do not keep the process.
        Environment.Exit(failure is null ? Passed : Failed);
        return Failed;
    }
}
