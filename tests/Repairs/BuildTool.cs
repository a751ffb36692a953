using System.Reflection;

namespace PageMove.Repairs;

/// <summary>Tools that came with packages.</summary>
internal static class BuildTool
{
    /// <summary>Where the project says that a tool is.</summary>
    internal static string PathOf(string tool) =>
        typeof(BuildTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == tool).Value!;
}
