using System.Text.Json;

namespace PageMove.PackageTests;

/// <summary>Reads the log that the compiler writes for <c>ErrorLog</c> (SARIF 2.1).</summary>
internal static class Sarif
{
    /// <summary>The log's results that were not suppressed.</summary>
    public static IReadOnlyList<Diagnostic> Read(string path)
    {
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(path));
        return log.RootElement.GetProperty("runs").EnumerateArray()
            .SelectMany(run => run.GetProperty("results").EnumerateArray())
            .Where(result => !result.TryGetProperty("suppressions", out _))
            .Select(ReadResult)
            .ToArray();
    }

    private static Diagnostic ReadResult(JsonElement result)
    {
        JsonElement location = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        string file = Path.GetFileName(location.GetProperty("artifactLocation").GetProperty("uri").GetString()!);
        int line = location.GetProperty("region").GetProperty("startLine").GetInt32();
        return new Diagnostic(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            new Place(file, line),
            result.GetProperty("message").GetProperty("text").GetString()!);
    }
}
