using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests;

/// <summary>The corpus shows each rule of code broken and kept in each shape that code takes; a method's name begins with its shape.</summary>
public sealed class CorpusShapesTests
{
    private static readonly string[] Shapes =
        ["StraightLine", "Branch", "EarlyReturn", "Loop", "TryFinally", "Using", "Alias", "Out", "Correlated", "Async", "Wrapper"];

    public static TheoryData<string, string> RulesAndShapes
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (DiagnosticDescriptor rule in RuleCatalog.OfCode)
            {
                foreach (string shape in Shapes)
                    data.Add(rule.Id, shape);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(RulesAndShapes))]
    public void Each_rule_is_shown_broken_and_kept_in_each_shape(string rule, string shape)
    {
        MethodDeclarationSyntax[] methods =
        [
            .. Directory.EnumerateFiles(CorpusFile.Folder, rule + "*.cs", SearchOption.AllDirectories)
                .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes())
                .OfType<MethodDeclarationSyntax>(),
        ];

        Assert.Contains(methods, method => Regex.IsMatch(method.Identifier.ValueText, $"^{shape}.*Bad$")
            && Regex.IsMatch(method.ToFullString(), $@"//\s*{rule}\b"));
        Assert.Contains(methods, method => Regex.IsMatch(method.Identifier.ValueText, $"^{shape}.*Good$")
            && !Regex.IsMatch(method.ToFullString(), $@"//\s*{rule}\b"));
    }
}
