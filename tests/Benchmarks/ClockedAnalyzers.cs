using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Rules;

namespace PageMove.Benchmarks;

/// <summary>
/// Analyzers that the compiler runs, under a clock of their own: the one that the compiler books by goes on while the thread waits for a processor.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClockedAnalyzers : DiagnosticAnalyzer
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private long _ticks;
    private long _bytes;
    private long _calls;

    private ClockedAnalyzers(params ImmutableArray<DiagnosticAnalyzer> analyzers) => _analyzers = analyzers;

    /// <summary>All rules.</summary>
    public static ClockedAnalyzers OfRules() => new(new ProtocolAnalyzer(), new ContractAnalyzer());

    /// <summary>What the rules do at least: before the first object is followed.</summary>
    public static ClockedAnalyzers BeforeObjects() => new(new FloorAnalyzer(), new ContractAnalyzer());

    /// <summary>What the analyzers took so far, of the processor; looking at the clock does not count.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Volatile.Read(ref _ticks)) - (Volatile.Read(ref _calls) * s_look);

    /// <summary>How many bytes they allocated: the same on a busy machine.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    private static readonly TimeSpan s_look = LookAtClock();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [.. _analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        foreach (DiagnosticAnalyzer analyzer in _analyzers)
            analyzer.Initialize(new Context(context, this));
    }

    private Action<T> Clocked<T>(Action<T> action) => argument =>
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = ThreadClock.Now;
        action(argument);
        Interlocked.Add(ref _ticks, (ThreadClock.Now - before).Ticks);
        Interlocked.Add(ref _bytes, GC.GetAllocatedBytesForCurrentThread() - bytes);
        Interlocked.Increment(ref _calls);
    };

    /// <summary>What is measured where nothing happens.</summary>
    private static TimeSpan LookAtClock()
    {
        const int Looks = 10_000;
        TimeSpan sum = TimeSpan.Zero;
        for (int look = 0; look < 2 * Looks; look++)
        {
            TimeSpan before = ThreadClock.Now;
            TimeSpan one = ThreadClock.Now - before;
            if (look >= Looks)
                sum += one;
        }

        return sum / Looks;
    }

    /// <summary>What the rules may ask of the driver, and no more.</summary>
    private sealed class Context(AnalysisContext driver, ClockedAnalyzers clock) : AnalysisContext
    {
        public override void EnableConcurrentExecution() => driver.EnableConcurrentExecution();

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => driver.ConfigureGeneratedCodeAnalysis(analysisMode);

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action)
            => driver.RegisterCompilationStartAction(start => clock.Clocked(action)(new Start(start, clock)));

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
            => throw new NotSupportedException();
    }

    private sealed class Start(CompilationStartAnalysisContext driver, ClockedAnalyzers clock)
        : CompilationStartAnalysisContext(driver.Compilation, driver.Options, driver.CancellationToken)
    {
        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => driver.RegisterOperationBlockAction(clock.Clocked(action));

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
            => driver.RegisterSyntaxNodeAction(clock.Clocked(action), syntaxKinds);

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();
    }
}
