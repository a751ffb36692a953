// dotnet run --file samples/Baseline/Baseline.cs -- project-folder diagnostics.sarif > pagemove.baseline.txt
//
// Writes the baseline of a project that begins to use the rules: what the compiler reported in its log (<ErrorLog>diagnostics.sarif,version=2.1</ErrorLog>), a line each.

using System.Text.Json;

if (args is not [string folder, string log])
{
    Console.Error.WriteLine("Usage: dotnet run --file Baseline.cs -- project-folder diagnostics.sarif");
    return 2;
}

if (!Directory.Exists(folder) || !File.Exists(log))
{
    Console.Error.WriteLine($"There is no {(Directory.Exists(folder) ? log : folder)}.");
    return 1;
}

using JsonDocument sarif = JsonDocument.Parse(File.ReadAllText(log));
IEnumerable<string> lines =
    from run in sarif.RootElement.GetProperty("runs").EnumerateArray()
    from result in run.GetProperty("results").EnumerateArray()
    let rule = result.GetProperty("ruleId").GetString()!
    where rule.StartsWith("PGM", StringComparison.Ordinal)
    from location in result.GetProperty("locations").EnumerateArray()
    let place = location.GetProperty("physicalLocation")
    let path = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath
    let line = place.GetProperty("region").GetProperty("startLine").GetInt32()
    select $"{rule}|{Path.GetRelativePath(folder, path).Replace('\\', '/')}|{File.ReadLines(path).ElementAt(line - 1).Trim()}";

foreach (string line in lines.Distinct().Order(StringComparer.Ordinal))
    Console.WriteLine(line);

return 0;
