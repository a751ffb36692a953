using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Follows one object through the function, and reports the breaches of its protocol once all paths are known.</summary>
internal sealed class ObjectRun : BlockRun
{
    private readonly TrackedObject _tracked;
    private readonly ExitPromise _promise;
    private readonly Action<BreachEvent> _report;
    private readonly List<BreachEvent> _left = [];
    private readonly List<BreachEvent> _leftUponResult = [];
    private readonly List<BreachEvent> _leftInField = [];
    private readonly List<BreachEvent> _leftInRounds = [];
    private readonly Dictionary<ControlFlowBranch, BreachEvent?> _returned = [];
    private readonly Dictionary<ControlFlowBranch, BreachEvent?> _untold = [];

    // What arrives in a state in which somebody has to give it back is the caller's to give back.
    private bool _isOwedByCaller;
    private bool _isSeeded;
    private bool _isReporting;

    // Whether anything would have been reported if the paths had been known: of most objects nothing is, and they are not gone through again.
    private bool _isSuspicious;
    private bool _wasTakenBack;

    // The results with which the function ends with the object in a state that somebody has to end, and without.
    private Truths _held;
    private Truths _free;
    private bool _isLost;
    private readonly UntoldClaims? _untoldClaims;
    private readonly CountedInLoops? _counted;

    private ObjectRun(GraphIndex index, IProtocolSemantics semantics, TrackedObject tracked, bool isOnlyObject, CountedInLoops? counted, Action<BreachEvent> report)
        : base(index, semantics, tracked, isOnlyObject)
    {
        _tracked = tracked;
        _counted = counted;
        _promise = tracked is TrackedObject.Initial { Variable: IParameterSymbol parameter } && !index.Variables.IsOuter(parameter) ? semantics.PromiseFor(parameter) : ExitPromise.None;
        _report = report;
        if (!IsHelpersArgument())
            _untoldClaims = UntoldClaims.Of(tracked, index, semantics.Automaton);
    }

    /// <summary>Follows what a variable holds on entry.</summary>
    /// <returns>Whether track of it was lost on the way.</returns>
    public static bool Follow(
        TrackedObject.Initial tracked,
        int state,
        GraphIndex index,
        IProtocolSemantics semantics,
        bool isOnlyObject,
        CountedInLoops? counted,
        Action<BreachEvent> report,
        CancellationToken cancellation)
    {
        ObjectRun run = new(index, semantics, tracked, isOnlyObject, counted, report);
        run._isOwedByCaller = Automaton.IsKnown(state) && run.ForbidsLeaving(state);
        run.Enter(index.Graph.Blocks[0], null, new World(state, null, Facts.None.With(tracked.Variable, Value.Object)));
        run.Finish(cancellation);
        return run._isLost;
    }

    /// <summary>Follows what an operation makes, or what an expression names, from the segments that that stands in.</summary>
    /// <returns>Whether track of it was lost on the way.</returns>
    public static bool Follow(
        TrackedObject tracked,
        IEnumerable<int> segments,
        PathRun paths,
        GraphIndex index,
        IProtocolSemantics semantics,
        bool isOnlyObject,
        CountedInLoops? counted,
        Action<BreachEvent> report,
        CancellationToken cancellation)
    {
        ObjectRun run = new(index, semantics, tracked, isOnlyObject, counted, report);
        foreach (int segment in segments)
            run.EnterAll(paths, segment, tracked is TrackedObject.Named ? Automaton.Unknown : Automaton.Absent);
        run._isSeeded = true;
        run.Finish(cancellation);
        return run._isLost;
    }

    public override bool LosesCount(IOperation condition) => _counted?.AsksForRound(_tracked, condition, Index.Function) == true;

    public override void OnBreach(BreachEvent breach)
    {
        if (_isReporting)
            _report(breach);
        else
            _isSuspicious = true;
    }

    public override void OnMove(int from, int to)
        => _wasTakenBack |= Automaton.IsKnown(from) && ForbidsLeaving(from) && !(Automaton.IsKnown(to) && ForbidsLeaving(to));

    public override void OnLost(SyntaxNode at, World world)
    {
        // Only of what a call makes: what was looked up may be looked up again.
        if (!Automaton.IsKnown(world.State)
            || !ForbidsLeaving(world.State)
            || (world.State == Semantics.Automaton.Counted && !AnswersForClaims(world))
            || world.Since is not { IsGranted: false } since
            || _tracked is not TrackedObject.Made { IsLookedUp: false } made)
        {
            return;
        }

        BreachEvent left = new(Breach.Left, 1u << world.State, world.State, since, new Place(at, since.Name));
        if (since.Syntax == made.Operation.Syntax || made.IsOwedFromTheStart(Semantics))
            Leave(left);
        else if (_isReporting)
            _leftInRounds.Add(left);
        else
            _isSuspicious = true;
    }

    protected override bool IsAlive(World world, int segment) => world.State switch
    {
        Automaton.Absent => !_isSeeded,
        Automaton.Escaped => Lose(),
        _ when _tracked is TrackedObject.Named => !_isSeeded || Automaton.IsKnown(world.State),
        _ => MayBeNamed(world, segment)
            || (Automaton.IsKnown(world.State) && ForbidsLeaving(world.State))
            || ((Semantics.Automaton.ForbidsOutliving | Semantics.Automaton.ForbidsWriting) != 0 && world.Facts.HoldsView),
    };

    /// <summary>Whether anything names the object that the function may still ask for. What the function was given is followed to its end nevertheless, for what it promises of that.</summary>
    private bool MayBeNamed(World world, int segment)
        => _tracked is TrackedObject.Made && !(Automaton.IsKnown(world.State) && Automaton.Contains(Semantics.Automaton.ForbidsBlocking, world.State))
            ? Index.Variables.NameObjectFrom(segment, world.Facts)
            : world.Facts.HoldsObject;

    protected override bool KnowsWhatIsReturned => true;

    protected override World? AfterJoin(World world)
        => _isSeeded && _tracked is TrackedObject.Named { Path.IsStable: false } ? Interpreter.AfterJoin(world) : world;

    private bool Lose()
    {
        _isLost = true;
        return false;
    }

    protected override void OnExit(ControlFlowBranch? branch, SyntaxNode? thrown, World world)
    {
        if (_tracked is TrackedObject.Named { Path.IsStable: false })
            return;
        bool isHandedOut = branch is not null && IsHandedOut(world);
        if (branch is not null && _untoldClaims is not null)
            NoteClaims(branch, world, isHandedOut);
        if (branch is not null && world.Facts[Interpreter.ReturnedValue] is { MayBeObject: true })
        {
            NoteReturned(branch, world);
            return;
        }

        _isLost |= world.State == Automaton.Escaped;
        bool? result = branch is null ? null : world.Facts[Interpreter.ReturnedValue].AsBoolean();
        if (branch is not null && Automaton.IsKnown(world.State))
            (ForbidsLeaving(world.State) ? ref _held : ref _free) |= result switch { true => Truths.True, false => Truths.False, null => Truths.Both };
        if (isHandedOut)
        {
            if (IsTheCallersFrom(world))
                NoteReturned(branch!, world);
            return;
        }

        if (branch is not null && IsAnswerUntold(world, branch))
            NoteUntold(branch, world);
        if (!Automaton.IsKnown(world.State))
            return;

        if (branch is not null && BreaksPromise(world, branch.Source.BranchValue))
            OnBreach(NotRestored(branch, world));

        if (branch is not null && BreaksEnd(world))
        {
            IParameterSymbol parameter = (IParameterSymbol)((TrackedObject.Initial)_tracked).Variable;
            Place exit = ExitPlace.Of(branch, thrown, Index.Graph, parameter.Name);
            OnBreach(new BreachEvent(Breach.Left, 1u << world.State, world.State, world.Since ?? PlaceOf(parameter) ?? exit, exit));
            return;
        }

        if (branch is not null && Automaton.Contains(Semantics.Automaton.ForbidsOutliving, world.State) && world.Since is { } end && world.Facts[Interpreter.MemoryPinned].IsUnknown && !Index.HandsOutOwner(Semantics))
        {
            foreach (Place place in OutlivingViews(world, branch, end.Name))
                OnBreach(new BreachEvent(Breach.Outlived, 1u << world.State, world.State, place, end));
        }

        if (branch is not null && IsEndedByUsing(world))
        {
            foreach (Place place in PlacesThatKeep(world))
                OnBreach(new BreachEvent(Breach.Use, 1u << world.State, world.State, place, world.Since));
        }

        if (ForbidsLeaving(world.State)
            && (world.State != Semantics.Automaton.Counted || AnswersForClaims(world))
            && (!Automaton.Contains(_promise.MayLeave, world.State) || ContradictsAnswer(world))
            && world.Facts[Interpreter.StateOnEntry].EqualTo(world.State) != true
            && world.Since is { IsGranted: false, IsNoted: false } since
            && (!IsMember(_tracked) || IsPrivatelyHeld(world.State))
            && !(_tracked is TrackedObject.Initial outer && Index.Variables.IsOuter(outer.Variable) && Index.Function.Method is { ReturnsVoid: false, IsAsync: false })
            && (world.Claims is { Given: > 0 } || !world.Facts.IsKeptInFieldOtherThan((_tracked as TrackedObject.Initial)?.Variable as IFieldSymbol))
            && !ReturnsOutcomeOf(since, branch))
        {
            Place exit = ExitPlace.Of(branch, thrown, Index.Graph, since.Name);
            BreachEvent left = new(Breach.Left, 1u << world.State, world.State, since, exit);

            // What was only looked up, and may be looked up again, is left for somebody else; the function's own claims are not. Nobody looks for it where a lambda says that it failed.
            if (_tracked is TrackedObject.Initial { Variable: IFieldSymbol })
                LeaveInField(left);
            else if (world.Claims is { IsOwn: true })
                OnBreach(left);
            else
                Leave(left, result is not null && IsHelpersArgument() && !(result == false && Index.Function.Method is { MethodKind: MethodKind.AnonymousFunction }));
        }
    }

    private void NoteClaims(ControlFlowBranch branch, World world, bool isHandedOut)
    {
        if (isHandedOut || world.Facts[Interpreter.ReturnedValue].MayBeObject)
            _untoldClaims!.NoteHandedOut();
        else
            _isSuspicious |= _untoldClaims!.NoteExit(branch, world);
    }

    /// <summary>Whether the object is in a field, or in what a primary constructor keeps for the methods: another one may take it back.</summary>
    private bool IsMember(TrackedObject tracked)
        => tracked is TrackedObject.Initial { Variable: IFieldSymbol }
            || tracked is TrackedObject.Initial { Variable: IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } && Index.Variables.IsOuter(parameter);

    /// <summary>Whether the object is in a private field, and its state one that is not counted.</summary>
    private bool IsPrivatelyHeld(int state) => state != Semantics.Automaton.Counted && _tracked is TrackedObject.Initial { Variable: IFieldSymbol { DeclaredAccessibility: Accessibility.Private } };

    private void LeaveInField(BreachEvent breach)
    {
        if (_isReporting)
            _leftInField.Add(breach);
        else
            _isSuspicious = true;
    }

    /// <summary>
    /// Whether nobody else can give the object in the field back, and the function is not there to bring it into the state: it gives it back on another path, or goes on with it, as other members do
    /// that give it back.
    /// </summary>
    private bool IsLeftInFieldForGood(BreachEvent left, CancellationToken cancellation)
    {
        if (_tracked is not TrackedObject.Initial { Variable: IFieldSymbol field } || !(_wasTakenBack || (Automaton.Contains(Semantics.Automaton.ForbidsGivingUp, left.State) && IsUsedAfter(left.Where, field))))
            return false;
        HashSet<string> bringers = [];
        HashSet<string> enders = [];
        for (ITypeSymbol? type = field.Type; type is not null; type = type.BaseType)
        {
            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
            {
                foreach (Effect effect in Semantics.EffectsOf(method))
                {
                    if (effect.Target == EffectTarget.Receiver && effect.DecidesState)
                        (effect.To == left.State ? bringers : enders).Add(method.Name);
                }
            }
        }

        return PrivateField.IsLeftToNobody(field, Index.Graph.OriginalOperation.Syntax, bringers, enders, KeepsNothing, isEndedElsewhere: !_wasTakenBack, cancellation);
    }

    private bool IsUsedAfter(Place place, IFieldSymbol field)
        => Index.Function.Operations.Any(operation => operation is IFieldReferenceOperation mention
            && SymbolEqualityComparer.Default.Equals(mention.Field, field)
            && mention.Syntax.SpanStart > place.Syntax.Span.End);

    /// <summary>Whether the callee leaves an argument, which another member of the type hands it, in its state.</summary>
    private bool KeepsNothing(ArgumentSyntax argument)
        => argument.Parent?.Parent is InvocationExpressionSyntax
            && Index.Graph.OriginalOperation.SemanticModel?.Compilation.GetSemanticModel(argument.SyntaxTree).GetOperation(argument) is IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation { TargetMethod: var method } }
            && Semantics.Borrows(parameter)
            && Semantics.PassedOn(method)?.Ordinal != parameter.Ordinal
            && !Semantics.EffectsOf(method).Move(EffectTarget.Argument, parameter.Ordinal);

    /// <summary>The object is the caller's now, and dead where a finally block has ended it on every way from this <c>return</c>.</summary>
    private void NoteReturned(ControlFlowBranch branch, World world)
    {
        bool isDead = Automaton.IsKnown(world.State) && Automaton.Contains(Semantics.Automaton.ForbidsUse, world.State) && world.Since is not null
            && !Interpreter.IsKeptByPin(Semantics.Automaton, world.State, world.Facts);
        if (!_isReporting)
        {
            _isSuspicious |= isDead;
            return;
        }

        BreachEvent? breach = isDead
            ? new BreachEvent(Breach.Use, 1u << world.State, world.State, ExitPlace.Of(branch, null, Index.Graph, world.Since!.Name), world.Since)
            : null;
        _returned[branch] = _returned.TryGetValue(branch, out BreachEvent? known) && known is null ? null : breach;
    }

    private void Leave(BreachEvent breach, bool isTold = false)
    {
        if (_tracked is TrackedObject.Made { Operation.Syntax: var made } && Index.Function.IsExpectedToThrow(made))
            return;
        if (_isReporting)
            (isTold ? _leftUponResult : _left).Add(breach);
        else
            _isSuspicious = true;
    }

    private void Finish(CancellationToken cancellation)
    {
        RunToFixpoint(cancellation);
        if (IsAbandoned || !_isSuspicious)
            return;

        _isReporting = true;
        _untoldClaims?.Clear();
        Replay();
        foreach (BreachEvent? breach in _returned.Values.Concat(_untold.Values))
        {
            if (breach is not null)
                _report(breach);
        }

        // A helper's caller takes the object back where the helper tells him by its result.
        if ((_held & _free) != Truths.None)
            _left.AddRange(_leftUponResult);

        // An object that was only looked up can be looked up again to be taken back, and a helper's caller may do it; unless the function
        // itself takes it back on another path, that is the plan.
        bool isLent = _tracked switch
        {
            TrackedObject.Made made => made.IsLookedUp,
            TrackedObject.Named => true,
            TrackedObject.Initial initial when Index.Variables.IsOuter(initial.Variable) => true,
            TrackedObject.Initial { Variable: IParameterSymbol parameter } => !Semantics.IsEntryPoint(parameter) || _isOwedByCaller,
            _ => false,
        };
        if (_wasTakenBack || !isLent)
            _left.RemoveAll(IsWrappersPurpose);
        else
            _left.Clear();
        if (_wasTakenBack)
            _left.AddRange(_leftInRounds);

        // Where a further claim is left, one claim fewer may be on another way to the same exit: that is the same mistake.
        SyntaxNode[] exitsWithClaims = [.. _left.Where(left => left.State == Semantics.Automaton.Counted).Select(static left => left.Since!.Syntax)];
        _left.RemoveAll(left => left.State != Semantics.Automaton.Counted && exitsWithClaims.Contains(left.Since!.Syntax));
        _left.ForEach(_report);
        _untoldClaims?.Report(_wasTakenBack, _isLost, _report);
        if (_leftInField.Count > 0 && IsLeftInFieldForGood(_leftInField[0], cancellation))
            _leftInField.ForEach(_report);
    }

    /// <summary>
    /// Whether the method is there to bring its argument into the state: it does nothing with it afterwards, and is named after the member that it calls, or its contract
    /// has its place elsewhere. One that takes the argument out of the state again tells by its result where it did, and is named after the member that tries.
    /// </summary>
    private bool IsWrappersPurpose(BreachEvent left)
        => _tracked is TrackedObject.Initial { Variable: IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter }
            && left.Where is { IsOwn: true, Syntax: InvocationExpressionSyntax call }
            && (_wasTakenBack ? IsToldWhetherHeld && method.Name.StartsWith("Try", StringComparison.Ordinal) && Wraps(method, call) : Wraps(method, call) || IsContractElsewhere(method))
            && Index.Function.Operations.All(mention => mention.Syntax.SpanStart <= call.Span.End || !IsMentionOf(parameter, mention)
                || IsStep(mention, effect => _wasTakenBack ? effect.DecidesState && !ForbidsLeaving(effect.To) : effect.To == left.State));

    /// <summary>Whether the caller knows by a truth that is returned if the object is in a state that somebody has to end.</summary>
    private bool IsToldWhetherHeld => _held == Truths.True && _free == Truths.False;

    /// <summary>Whether the operation names what is in the parameter, be it by another variable.</summary>
    private bool IsMentionOf(IParameterSymbol parameter, IOperation operation)
        => operation is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(Index.Originals.VariableOf(operation), parameter);

    /// <summary>Whether the method's name begins with the called member's, <c>Lock</c> or <c>TryLock</c> as in <c>LockBoth</c>, or with that of a member that a helper without a contract calls.</summary>
    private bool Wraps(IMethodSymbol method, InvocationExpressionSyntax call)
    {
        IMethodSymbol? helper = Index.Function.Operations.OfType<IInvocationOperation>().FirstOrDefault(operation => operation.Syntax == call)?.TargetMethod;
        IEnumerable<InvocationExpressionSyntax> behind = helper?.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>()) ?? [];
        return behind.Prepend(call).Any(called => NameOf(called) is { } member && BeginsWith(Stem(method.Name), Stem(member)));

        static string? NameOf(InvocationExpressionSyntax called) => called.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

        // `LockedPages` tells of something that is locked, `LockPages` locks.
        static bool BeginsWith(string name, string word)
            => name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length]));

        static string Stem(string name)
        {
            name = name.StartsWith("Try", StringComparison.Ordinal) ? name.Substring(3) : name;
            return name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        }
    }

    private static bool IsContractElsewhere(IMethodSymbol method)
        => method.IsOverride
            || !method.ExplicitInterfaceImplementations.IsEmpty
            || method.ContainingType.AllInterfaces.Any(type => type.GetMembers(method.Name).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));

    /// <summary>Whether the mention is the object of a call that has such an effect on it.</summary>
    private bool IsStep(IOperation mention, Func<Effect, bool> isOfKind)
        => mention.Parent is IInvocationOperation { TargetMethod: var member } call
            && call.Instance == mention
            && Semantics.EffectsOf(member).Any(effect => effect.Target == EffectTarget.Receiver && isOfKind(effect));

    private bool ForbidsLeaving(int state) => Automaton.Contains(Semantics.Automaton.ForbidsLeaving, state);

    /// <summary>
    /// Whether the claims beside the first are the function's own to give back: to what it was given, and to what others can look up, it may take one for somebody else.
    /// </summary>
    private bool AnswersForClaims(World world)
        => world.Claims is { } claims
            && (claims.Given == 0 || claims.Count + (Automaton.IsKnown(claims.Base) && ForbidsLeaving(claims.Base) ? 1 : 0) > claims.Given)
            && (claims.IsOwn
                ? !IsHelpersArgument()
                : Automaton.IsKnown(claims.Base) && _tracked is TrackedObject.Made { IsLookedUp: false });

    /// <summary>Whether the object comes from callers in the function's own type, which may know it by another name.</summary>
    private bool IsHelpersArgument() => _tracked is TrackedObject.Initial { Variable: IParameterSymbol parameter } && (Index.Variables.IsOuter(parameter) || !Semantics.IsEntryPoint(parameter));

    /// <summary>Whether an out parameter names the object when the method returns: then it is the caller's, as if it were the result.</summary>
    private bool IsHandedOut(World world)
        => Index.Function.Parameters.Any(parameter => parameter.RefKind == RefKind.Out && world.Facts[parameter].MayBeObject);

    /// <summary>Whether the caller is told that he has got what an out parameter names.</summary>
    private bool IsTheCallersFrom(World world)
    {
        bool? result = world.Facts[Interpreter.ReturnedValue].AsBoolean();
        return Index.Function.Parameters.Any(parameter => parameter.RefKind == RefKind.Out && world.Facts[parameter].IsObject
            && (FlowAttributes.IsNotNullWhen(parameter) is { } isTold ? result == isTold
                : result == true || Index.Function.Method is { ReturnsVoid: true }));
    }

    /// <summary>Where views of the object's memory were handed to whoever is there when the method has ended.</summary>
    private IEnumerable<Place> OutlivingViews(World world, ControlFlowBranch branch, string name)
    {
        if (world.Facts[Interpreter.ReturnedValue].IsView)
            yield return ExitPlace.Of(branch, null, Index.Graph, name);
        IEnumerable<ISymbol> kept = Index.Function.Parameters
            .Where(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && world.Facts[parameter].IsView)
            .Concat(world.Facts.MembersWithView);
        foreach (ISymbol keeper in kept)
        {
            SyntaxNode[] assignments =
            [
                .. Index.Function.Operations.OfType<ISimpleAssignmentOperation>()
                    .Where(assignment => Conversions.Inside(assignment.Value) is not (IDefaultValueOperation or ILiteralOperation) && assignment.Target switch
                    {
                        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member, keeper),
                        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, keeper),
                        _ => false,
                    })
                    .Select(assignment => assignment.Syntax),
            ];
            yield return assignments.Length == 1 ? new Place(assignments[0], name) : ExitPlace.Of(branch, null, Index.Graph, name);
        }
    }

    /// <summary>Whether a <c>using</c> has ended the object: nobody can clear what still names it then.</summary>
    private bool IsEndedByUsing(World world)
        => Automaton.Contains(Semantics.Automaton.ForbidsUse, world.State)
            && world.Since is { Syntax: not InvocationExpressionSyntax and var end }
            && end.FirstAncestorOrSelf<StatementSyntax>() is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword }
            && !Interpreter.IsKeptByPin(Semantics.Automaton, world.State, world.Facts);

    /// <summary>Where the object was put into fields that keep it when the method has ended.</summary>
    private IEnumerable<Place> PlacesThatKeep(World world)
    {
        foreach (IFieldSymbol field in world.Facts.FieldsWithObject)
        {
            ISimpleAssignmentOperation[] puts = [.. Index.Function.Operations.OfType<ISimpleAssignmentOperation>().Where(put => put.Target is IFieldReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Field, field))];
            if (puts.Length == 1 && world.Facts[field].IsObject)
                yield return new Place(puts[0].Syntax, world.Since!.Name);
        }
    }

    private bool BreaksPromise(World world, IOperation? returned)
    {
        if (_promise.Restores == Effect.Stay || world.State == _promise.Restores)
            return false;

        // What a ref parameter names when the method ends may be another object than when it began.
        if (_tracked is TrackedObject.Initial { Variable: IParameterSymbol { RefKind: not RefKind.None } parameter } && !world.Facts[parameter].IsObject)
            return false;
        Value result = world.Facts[Interpreter.ReturnedValue];
        return _promise.Failures.All(failure => result.EqualTo(failure) is { } isFailure ? !isFailure : failure is < 0 && Tallies.Counts(returned, Index.Function));
    }

    private BreachEvent NotRestored(ControlFlowBranch branch, World world)
    {
        string name = ((TrackedObject.Initial)_tracked).Variable.Name;
        return new BreachEvent(Breach.NotRestored, 1u << _promise.Restores, world.State, ExitPlace.Of(branch, null, Index.Graph, name), world.Since);
    }

    /// <summary>Whether what is returned decides if the function has failed, and is the outcome of a comparison of which nothing is known.</summary>
    private bool IsAnswerUntold(World world, ControlFlowBranch branch)
        => _promise.Restores != Effect.Stay
            && _promise.Failures is [bool]
            && world.Facts[Interpreter.ReturnedValue].AsBoolean() is null
            && branch.Source.BranchValue is { } value
            && Index.Originals.IsOfComparison(value);

    /// <summary>Who asks something of others when he has given the state up, and returns the answer, goes on with it given up as soon as the answer is good; unless he may hold it as well.</summary>
    private void NoteUntold(ControlFlowBranch branch, World world)
    {
        bool isHeld = world.State == _promise.Restores || !Automaton.IsKnown(world.State);
        if (!_isReporting)
            _isSuspicious |= !isHeld;
        else
            _untold[branch] = isHeld || (_untold.TryGetValue(branch, out BreachEvent? known) && known is null) ? null : NotRestored(branch, world);
    }

    /// <summary>Whether the contract says that the object is left in another state, or that somebody else answers for it.</summary>
    private bool BreaksEnd(World world)
    {
        if (_promise.Ends.IsEmpty || !ForbidsLeaving(world.State) || world.Facts.IsKeptInField)
            return false;
        Value result = world.Facts[Interpreter.ReturnedValue];
        PromisedEnd[] ends = [.. _promise.Ends.Where(end => !end.IsConditional || result.EqualTo(end.When) == true)];
        return ends.Length > 0 && !ends.Any(end => Automaton.Contains(end.States, world.State));
    }

    /// <summary>Whether the function has brought the object into a state that its contract promises upon another result only.</summary>
    private bool ContradictsAnswer(World world)
    {
        if (world.Since is not { IsOwn: true } || !world.Facts[Interpreter.ReturnedValue].IsConstant(out object? result))
            return false;
        bool isPromised = false;
        foreach (PromisedEnd answer in _promise.Answers)
        {
            if (!Automaton.Contains(answer.States, world.State))
                continue;
            if (!answer.IsConditional || Equals(answer.When, result))
                return false;
            isPromised = true;
        }

        return isPromised;
    }

    private static Place? PlaceOf(IParameterSymbol parameter)
        => parameter.DeclaringSyntaxReferences is [{ } declaration] ? new Place(declaration.GetSyntax(), parameter.Name) : null;

    /// <summary>Whether the caller is told by the result, or by a truth that comes out beside it, whether the object came into its state: then the method is a wrapper.</summary>
    private bool ReturnsOutcomeOf(Place since, ControlFlowBranch? branch)
    {
        if (branch is null || !since.IsOwn)
            return false;
        if (Index.Function.Parameters.Any(parameter => parameter is { RefKind: RefKind.Out or RefKind.Ref, Type.SpecialType: SpecialType.System_Boolean } && Index.Outcomes.CallsFor(parameter).Any(call => call.Syntax == since.Syntax)))
            return true;
        if (branch.Source is not { ConditionKind: ControlFlowConditionKind.None, BranchValue: { } value })
            return false;
        while (value is IConversionOperation or IAwaitOperation)
            value = value.ChildOperations.First();
        return (Index.Originals.AnswerIn(value) ?? value).Syntax == since.Syntax;
    }

    [Flags]
    private enum Truths
    {
        None = 0,
        True = 1,
        False = 2,
        Both = True | False,
    }
}
