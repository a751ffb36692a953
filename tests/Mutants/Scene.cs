using System.Reflection;
using System.Text.RegularExpressions;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Mutants;

/// <summary>
/// Everything in guard mode that a method which moves, locks or releases can ask for, in the states in which its contract says that they arrive. Afterwards it tells who
/// holds what.
/// </summary>
#pragma warning disable CA1001 // Left to the collector: a mutant that never ends may still be at it.
internal sealed partial class Scene
#pragma warning restore CA1001
{
    private const int PageCount = 32;

    /// <summary>How many pages or buffers there are in an array or a list.</summary>
    public const int ElementCount = 2;
    public const int RequestedPages = 3;

    /// <summary>What stands behind the number of a locked page's references.</summary>
    public const char LockedMark = 'L';

    /// <summary>What stands behind the pages.</summary>
    public const char EndOfPages = ';';

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = PageCount, Guard = true });
    private readonly AddressSpace _file = new(PageArena.MinPageSize);
    private readonly PagePipe _pipe;
    private readonly ReadRequest _request;
    private readonly Circumstances _circumstances;
    private readonly Arrival _arrival;
    private readonly List<Action> _callersDuties = [];
    private readonly List<IDisposable> _kept = [];
    private readonly Dictionary<Page, int> _slotOf = [];
    private readonly List<(int Slot, Func<object?> Read)> _places = [];
    private Arrival _used;
    private int _slots;
    private int _owned;
    private bool _isRequestAsked;

    public Scene(Circumstances circumstances, Arrival arrival)
    {
        _circumstances = circumstances;
        _arrival = arrival;
        _pipe = new PagePipe(_arena, capacity: 8);
        Page[] pages = [.. Enumerable.Range(0, RequestedPages).Select(AddPage)];
        _request = new ReadRequest(_file, 0, pages, ReadRequestOptions.PageReplace);
        for (int i = 0; i < RequestedPages; i++)
            Give();
    }

    /// <summary>Whether everything in which the arrival differs from the usual one has made a difference to an argument.</summary>
    public bool HasUsedArrival => _used == _arrival with { UnlocksReceived = false, ReleasesReceived = 0 };

    /// <summary>Whether an array or a list of pages can be given where the type is asked for.</summary>
    public static bool IsOfPages(Type type) => type != typeof(object) && (type.IsAssignableFrom(typeof(Page[])) || type == typeof(List<Page>));

    /// <summary>Whether an array of pipe buffers can be given where the type is asked for.</summary>
    public static bool IsOfBuffers(Type type) => type != typeof(object) && type.IsAssignableFrom(typeof(PipeBuffer[]));

    /// <summary>An argument for a parameter, in the state that its contract names.</summary>
    /// <returns><see langword="false"/> when the scene has nothing of that type.</returns>
    public bool TryMake(Type type, string name, ICustomAttributeProvider? contract, out object? value)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        string[] states = [.. StatesIn(contract)];
        value = null;
        if (type == typeof(Page))
            value = name.Contains("new", StringComparison.OrdinalIgnoreCase) || !(name.Contains("old", StringComparison.OrdinalIgnoreCase) || name.Contains("slot", StringComparison.OrdinalIgnoreCase)) ? NewPage(states, contract) : Slot(states);
        else if (type == typeof(PipeBuffer))
            value = Buffer(states, contract);
        else if (type == typeof(ReadRequest))
            value = Request(states, contract);
        else if (type == typeof(AddressSpace) || type == typeof(PageMapping))
            value = _file;
        else if (type == typeof(PagePipe))
            value = _pipe;
        else if (type == typeof(PageArena))
            value = _arena;
        else if (type == typeof(bool))
            value = _circumstances.Condition;
        else if (type == typeof(int) || type == typeof(long))
            value = type == typeof(int) ? (object)_circumstances.Number : (long)_circumstances.Number;
        else if (type == typeof(Stream))
            value = new MemoryStream();
        else if (type == typeof(CancellationToken))
            value = CancellationToken.None;
        else if (type == typeof(Task))
            value = Task.CompletedTask;
        else if (type == typeof(byte[]))
            value = new byte[PageArena.MinPageSize];
        else if (type == typeof(List<Page>))
            value = Enumerable.Range(0, ElementCount).Select(_ => NewPage(states, contract)).ToList();
        else if (IsOfPages(type))
            value = Enumerable.Range(0, ElementCount).Select(_ => NewPage(states, contract)).ToArray();
        else if (IsOfBuffers(type))
            value = Enumerable.Range(0, ElementCount).Select(_ => Buffer(states, contract)).ToArray();
        else if (type == typeof(Action))
            value = static () => { };
        else if (type == typeof(Action<Action>))
            value = ActionsTaken();
        else if (type == typeof(Action<Page>))
            value = static (Page _) => { };
        else if (type.IsEnum)
            value = Enum.GetValues(type) is { Length: > 0 } members ? members.GetValue(_circumstances.Member % members.Length) : Enum.ToObject(type, 0);
        else
            return false;

        return true;
    }

    /// <summary>Notes where a page of the request stands in its slot's place: what is put there is the request's afterwards.</summary>
    public void Follow(object? made, Func<object?> read)
    {
        if (made is Page page && _slotOf.TryGetValue(page, out int slot))
            _places.Add((slot, read));
    }

    /// <summary>Has the caller do after the call with what he was handed out what he takes to be his duty, where no contract says in which state he gets it.</summary>
    public void Receive(object? handedOut, ICustomAttributeProvider contract)
    {
        if (handedOut is Page page && _arrival.UnlocksReceived && !SaysHowItIsLeft(contract, State.Locked, State.Unlocked, State.Untaken))
            _callersDuties.Add(page.Unlock);
        if (handedOut is null || SaysHowItIsLeft(contract, State.Held, State.Released))
            return;
        for (int i = 0; i < _arrival.ReleasesReceived; i++)
            _callersDuties.Add(handedOut is Page held ? held.Release : ((PipeBuffer)handedOut).Release);
    }

    /// <summary>Has whatever is yet to happen outside the method happen, before it runs.</summary>
    public void Begin()
    {
        if (_circumstances.IsAborted && _isRequestAsked)
            _request.Abort();
    }

    /// <summary>
    /// What nobody answers for once everybody has given back what is his: the caller, the pipe, the cache and the request. For each page that is still out its references and lock, the request's lock,
    /// and the request's pages that are not locked as they have to be.
    /// </summary>
    /// <exception cref="InvalidOperationException">A free page was written, or somebody can no longer give back what is his.</exception>
    public string Observe()
    {
        _callersDuties.ForEach(duty => duty());
        string request = _request.IsLocked ? "locked" : "unlocked";
        while (_pipe.TryTake(out PipeBuffer? buffer))
            buffer.Release();
        for (int index = 0; index < PageCount; index++)
            TakeOutOfCache(index);
        int unlocked = _request.IsEnded ? 0 : GiveBackRequestedPages();

        List<string> pages = [.. _arena.DescribeOutstandingPages().Select(page => PageText().Match(page)).Select(match => $"{match.Groups["references"]}{(match.Groups["flags"].Value.Contains("Locked", StringComparison.Ordinal) ? LockedMark.ToString() : "")}")];
        pages.Sort(StringComparer.Ordinal);

        // Guard mode looks at a free page's poison when it hands it out.
        while (_arena.TryAllocate(out Page? page))
            _kept.Add(page);

        return $"{string.Join(' ', pages)}{EndOfPages} request {request}{(unlocked > 0 ? $", {unlocked} of its pages unlocked" : "")}";
    }

    private void TakeOutOfCache(int index)
    {
        if (!_file.TryFind(index, out Page? page))
            return;

        // Whoever has the lock keeps it: the lock belongs to no thread.
        bool isMine = page.TryLock();
        _file.Remove(page);
        if (isMine)
            page.Unlock();
        page.Release();
    }

    private int GiveBackRequestedPages()
    {
        foreach ((int slot, Func<object?> read) in _places)
        {
            if (read() is Page named)
                _request.Pages[slot] = named;
        }

        int unlocked = 0;
        foreach (Page page in _request.Pages)
        {
            if (page.IsLocked)
                page.Unlock();
            else
                unlocked++;
            page.Release();
        }

        return unlocked;
    }

    private Page AddPage(int index)
    {
        Page page = _arena.Allocate();
        page.Lock();
        _file.TryAdd(index, page);
        return page;
    }

    private void Give()
    {
        Page page = _arena.Allocate();
        if (_circumstances.IsShared)
        {
            page.AddReference();
            _kept.Add(page);
        }

        _pipe.Gift(page, page.Size);
    }

    private Page NewPage(string[] states, ICustomAttributeProvider? contract)
    {
        Page page = _arena.Allocate();
        bool isMeant = IsNextMeant();
        if (isMeant ? ArrivesLocked(states) : states.Contains(State.Locked))
            page.Lock();
        if (isMeant)
            Charge(contract, page.IsLocked ? page.Unlock : null, page.Release);
        return page;
    }

    /// <summary>A page of the request: cached, locked.</summary>
    private Page Slot(string[] states)
    {
        int slot = _slots++ % RequestedPages;
        Page page = _request.Pages[slot];
        _slotOf[page] = slot;
        if (states.Contains(State.Unlocked))
            page.Unlock();
        return page;
    }

    private PipeBuffer Buffer(string[] states, ICustomAttributeProvider? contract)
    {
        PipeBuffer buffer = _pipe.TryTake(out PipeBuffer? taken) ? taken : throw new InvalidOperationException("The pipe is empty.");
        if (states.Contains(State.Confirmed))
            _ = buffer.Confirm();
        if (IsNextMeant())
        {
            _used = _used with { HoldsLockedPage = _arrival.HoldsLockedPage };
            if (_arrival.HoldsLockedPage)
                buffer.Page.Lock();
            Charge(contract, null, buffer.Release);
        }

        return buffer;
    }

    /// <summary>Whether the next page or buffer is among those of which the arrival tells.</summary>
    private bool IsNextMeant()
    {
        int number = _owned++;
        if (_arrival.OnlyOne is not { } only)
            return true;
        if (only != number)
            return false;
        _used = _used with { OnlyOne = only };
        return true;
    }

    private ReadRequest Request(string[] states, ICustomAttributeProvider? contract)
    {
        _isRequestAsked = true;
        bool isMeant = _arrival.OnlyOne is null;
        if ((isMeant ? ArrivesLocked(states) : states.Contains(State.Locked)) && !_request.IsLocked)
            _ = _request.TryLock();
        if (isMeant)
            Charge(contract, _request.IsLocked ? UnlockRequest : null, null);
        return _request;
    }

    private Action<Action> ActionsTaken()
    {
        _used = _used with { KeepsActions = _arrival.KeepsActions };
        return _arrival.KeepsActions ? static _ => { } : static action => action();
    }

    private bool ArrivesLocked(string[] states)
    {
        if (states is not [])
            return states.Contains(State.Locked);
        _used = _used with { IsLocked = _arrival.IsLocked };
        return _arrival.IsLocked;
    }

    private void UnlockRequest()
    {
        if (!_request.TryUnlock())
            _request.End();
    }

    /// <summary>Has the caller give back after the call what he brought, where that is how he sees it and no contract says that the method does.</summary>
    private void Charge(ICustomAttributeProvider? contract, Action? unlock, Action? release)
    {
        if (_arrival.KeepsLock && unlock is not null && !SaysHowItIsLeft(contract, State.Locked, State.Unlocked))
        {
            _used = _used with { KeepsLock = true };
            _callersDuties.Add(unlock);
        }

        if (release is null || SaysHowItIsLeft(contract, State.Released))
            return;
        _used = _used with { References = _arrival.References };
        for (int i = 0; i < _arrival.References; i++)
            _callersDuties.Add(release);
    }

    private static bool SaysHowItIsLeft(ICustomAttributeProvider? contract, params string[] states)
        => contract is not null
            && (contract.IsDefined(typeof(TransfersAttribute), inherit: true)
                || contract.GetCustomAttributes(typeof(ProducesAttribute), inherit: true).Cast<ProducesAttribute>().Any(produces => states.Contains(produces.State))
                || contract.GetCustomAttributes(typeof(BalancedAttribute), inherit: true).Cast<BalancedAttribute>().Any(balanced => states.Contains(balanced.State)));

    private static IEnumerable<string> StatesIn(ICustomAttributeProvider? contract)
        => contract is null
            ? []
            : contract.GetCustomAttributes(typeof(RequiresAttribute), inherit: true).Cast<RequiresAttribute>().SelectMany(requires => requires.States)
                .Concat(contract.GetCustomAttributes(typeof(BalancedAttribute), inherit: true).Cast<BalancedAttribute>().Select(balanced => balanced.State));

    [GeneratedRegex("^Page [0-9]+: (?<references>[0-9]+) references, flags (?<flags>[^.;]*)")]
    private static partial Regex PageText();
}

/// <summary>What a trial may vary.</summary>
/// <param name="Condition">The value of each <see langword="bool"/> argument.</param>
/// <param name="IsAborted">Whether the request was aborted before.</param>
/// <param name="IsShared">Whether somebody else refers to the pages in the pipe, so that they cannot be stolen.</param>
/// <param name="Number">The value of each number.</param>
/// <param name="Member">Which member of its type each enum argument is.</param>
internal readonly record struct Circumstances(bool Condition, bool IsAborted, bool IsShared, int Number, int Member)
{
    /// <summary>All that make a difference to a method.</summary>
    public static IReadOnlyList<Circumstances> Of(MethodInfo method)
    {
        // What an object of the method's type is made of is not looked into.
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.IsStatic ? [] : (Type[])[typeof(ReadRequest), typeof(PagePipe)]];
        int members = types.Where(type => type.IsEnum).Select(type => Enum.GetValues(type).Length).DefaultIfEmpty(1).Max();
        return
        [
            .. from condition in Values(typeof(bool))
               from isAborted in Values(typeof(ReadRequest))
               from isShared in Values(typeof(PipeBuffer), typeof(PagePipe))
               from number in types.Any(type => type == typeof(int) || type == typeof(long)) ? (int[])[Scene.RequestedPages, 0] : [Scene.RequestedPages]
               from member in Enumerable.Range(0, members)
               select new Circumstances(condition, isAborted, isShared, number, member),
        ];

        bool[] Values(params Type[] wanted) => types.Any(type => wanted.Contains(type)) ? [false, true] : [false];
    }
}

/// <summary>What a caller may have done with an argument, and may do with it afterwards, where no contract says it.</summary>
/// <param name="IsLocked">Whether it arrives locked.</param>
/// <param name="KeepsLock">Whether the caller, where it arrives locked, gives the lock back after the call.</param>
/// <param name="References">How many references to a page or a pipe buffer the caller gives back after the call: the one that he keeps, and those that the method has taken for him.</param>
/// <param name="KeepsActions">Whether a delegate that is given an action keeps it for an event that never comes, as of a registration.</param>
/// <param name="OnlyOne">The number of the one page or pipe buffer of which that holds; <see langword="null"/> where it holds of everything. No contract ties one argument to another.</param>
/// <param name="HoldsLockedPage">Whether a pipe buffer arrives with its page locked, as one whose content is just being read.</param>
/// <param name="UnlocksReceived">Whether the caller takes what the method hands out for locked, and unlocks it.</param>
/// <param name="ReleasesReceived">How many references the caller takes what the method hands out to come with, and gives back.</param>
internal readonly record struct Arrival(
    bool IsLocked, bool KeepsLock, int References, bool KeepsActions = false, int? OnlyOne = null, bool HoldsLockedPage = false, bool UnlocksReceived = false, int ReleasesReceived = 0)
{
    // One more than any method of the corpus takes, its caller's own included.
    private const int MostReferences = 4;

    /// <summary>All that differ in what the caller brings or gets back.</summary>
    public static IEnumerable<Arrival> Others(MethodInfo method)
    {
        IEnumerable<Arrival> arrivals =
            from isLocked in (bool[])[false, true]
            from keepsLock in (bool[])[false, true]
            from references in isLocked || keepsLock ? Enumerable.Range(0, 2) : Enumerable.Range(0, MostReferences + 1)
            from keepsActions in method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Action<Action>)) ? (bool[])[false, true] : [false]
            from onlyOne in OwnedBy(method)
            select new Arrival(isLocked, keepsLock, references, keepsActions, onlyOne);
        IEnumerable<Arrival> busy = OwnedBy(method).Select(onlyOne => new Arrival(false, KeepsLock: false, 0, OnlyOne: onlyOne, HoldsLockedPage: true));
        IEnumerable<Arrival> receipts = HandsOut(method)
            ? from unlocks in (bool[])[false, true]
              from releases in Enumerable.Range(0, MostReferences)
              where unlocks || releases > 0
              select new Arrival(false, KeepsLock: false, 0, UnlocksReceived: unlocks, ReleasesReceived: releases)
            : [];
        return arrivals.Concat(busy).Concat(receipts);
    }

    private static bool HandsOut(MethodInfo method)
        => IsOwnable(method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType)
            || method.GetParameters().Any(parameter => parameter.IsOut && IsOwnable(parameter.ParameterType.GetElementType()!));

    private static bool IsOwnable(Type type) => type == typeof(Page) || type == typeof(PipeBuffer);

    private static IEnumerable<int?> OwnedBy(MethodInfo method)
    {
        // What a field holds is made before the arguments.
        IEnumerable<Type> types = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (!method.IsStatic)
            types = types.Concat(method.DeclaringType!.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.FieldType));
        int owned = types.Sum(type => IsOwnable(type) || type == typeof(Page).MakeByRefType() ? 1 : Scene.IsOfPages(type) || Scene.IsOfBuffers(type) ? Scene.ElementCount : 0);
        return owned < 2 ? [null] : [null, .. Enumerable.Range(0, owned).Select(number => (int?)number)];
    }
}
