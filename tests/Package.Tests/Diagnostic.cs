namespace PageMove.PackageTests;

/// <summary>One result in a log: the rule, its level in this build (error, warning, note), and the place.</summary>
internal sealed record Diagnostic(string Rule, string Level, Place Place, string Message);

/// <summary>A line (from 1) of a source file, named without its folder.</summary>
internal sealed record Place(string File, int Line);
