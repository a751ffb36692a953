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
    private const int RequestedPages = 3;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = PageCount, Guard = true });
    private readonly AddressSpace _file = new(PageArena.MinPageSize);
    private readonly PagePipe _pipe;
    private readonly ReadRequest _request;
    private readonly Circumstances _circumstances;
    private readonly Arrival _arrival;
    private readonly List<Page> _callers = [];
    private readonly List<IDisposable> _kept = [];
    private int _slots;
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

    /// <summary>An argument for a parameter, in the state that its contract names.</summary>
    /// <returns><see langword="false"/> when the scene has nothing of that type.</returns>
    public bool TryMake(Type type, string name, ICustomAttributeProvider? contract, out object? value)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        string[] states = [.. StatesIn(contract)];
        value = null;
        if (type == typeof(Page))
            value = name.Contains("new", StringComparison.OrdinalIgnoreCase) || !(name.Contains("old", StringComparison.OrdinalIgnoreCase) || name.Contains("slot", StringComparison.OrdinalIgnoreCase)) ? NewPage(states) : Slot(states);
        else if (type == typeof(PipeBuffer))
            value = Buffer(states);
        else if (type == typeof(ReadRequest))
            value = Request(states);
        else if (type == typeof(AddressSpace) || type == typeof(PageMapping))
            value = _file;
        else if (type == typeof(PagePipe))
            value = _pipe;
        else if (type == typeof(PageArena))
            value = _arena;
        else if (type == typeof(bool))
            value = _circumstances.Condition;
        else if (type == typeof(int) || type == typeof(long))
            value = type == typeof(int) ? (object)RequestedPages : (long)RequestedPages;
        else if (type == typeof(Stream))
            value = new MemoryStream();
        else if (type == typeof(CancellationToken))
            value = CancellationToken.None;
        else if (type == typeof(Task))
            value = Task.CompletedTask;
        else if (type == typeof(byte[]))
            value = new byte[PageArena.MinPageSize];
        else if (type.IsAssignableFrom(typeof(Page[])) && type != typeof(object))
            value = new[] { NewPage(states), NewPage(states) };
        else if (type == typeof(List<Page>))
            value = new List<Page> { NewPage(states), NewPage(states) };
        else if (type.IsAssignableFrom(typeof(PipeBuffer[])) && type != typeof(object))
            value = new[] { Buffer(states), Buffer(states) };
        else if (type == typeof(Action))
            value = static () => { };
        else if (type == typeof(Action<Action>))
            value = static (Action action) => action();
        else if (type == typeof(Action<Page>))
            value = static (Page _) => { };
        else if (type.IsEnum)
            value = Enum.ToObject(type, 0);
        else
            return false;

        return true;
    }

    /// <summary>Has whatever is yet to happen outside the method happen, before it runs.</summary>
    public void Begin()
    {
        if (_circumstances.IsAborted && _isRequestAsked)
            _request.Abort();
    }

    /// <summary>Who holds what: for each page that is out its references and lock, and the request's lock.</summary>
    /// <exception cref="InvalidOperationException">A free page was written.</exception>
    public string Observe()
    {
        _callers.ForEach(page => page.Release());
        List<string> pages = [.. _arena.DescribeOutstandingPages().Select(page => PageText().Match(page)).Select(match => $"{match.Groups["references"]}{(match.Groups["flags"].Value.Contains("Locked", StringComparison.Ordinal) ? "L" : "")}")];
        pages.Sort(StringComparer.Ordinal);

        // Guard mode looks at a free page's poison when it hands it out.
        while (_arena.TryAllocate(out Page? page))
            _kept.Add(page);

        return $"{string.Join(' ', pages)}; request {(_request.IsLocked ? "locked" : "unlocked")}{(_request.IsEnded ? ", ended" : "")}; cached {_file.PageCount}";
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

    private Page NewPage(string[] states)
    {
        Page page = _arena.Allocate();
        if (states is [] ? _arrival.IsLocked : states.Contains(State.Locked))
            page.Lock();
        if (states is [] && _arrival.IsKept)
            _callers.Add(page);
        return page;
    }

    /// <summary>A page of the request: cached, locked.</summary>
    private Page Slot(string[] states)
    {
        Page page = _request.Pages[_slots++ % RequestedPages];
        if (states.Contains(State.Unlocked))
            page.Unlock();
        return page;
    }

    private PipeBuffer Buffer(string[] states)
    {
        PipeBuffer buffer = _pipe.TryTake(out PipeBuffer? taken) ? taken : throw new InvalidOperationException("The pipe is empty.");
        if (states.Contains(State.Confirmed))
            _ = buffer.Confirm();
        return buffer;
    }

    private ReadRequest Request(string[] states)
    {
        _isRequestAsked = true;
        if ((states is [] ? _arrival.IsLocked : states.Contains(State.Locked)) && !_request.IsLocked)
            _ = _request.TryLock();
        return _request;
    }

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
internal readonly record struct Circumstances(bool Condition, bool IsAborted, bool IsShared)
{
    /// <summary>All that make a difference to a method.</summary>
    public static IReadOnlyList<Circumstances> Of(MethodInfo method)
    {
        // What an object of the method's type is made of is not looked into.
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.IsStatic ? [] : (Type[])[typeof(ReadRequest), typeof(PagePipe)]];
        return
        [
            .. from condition in Values(typeof(bool))
               from isAborted in Values(typeof(ReadRequest))
               from isShared in Values(typeof(PipeBuffer), typeof(PagePipe))
               select new Circumstances(condition, isAborted, isShared),
        ];

        bool[] Values(params Type[] wanted) => types.Any(type => wanted.Contains(type)) ? [false, true] : [false];
    }
}

/// <summary>What a caller may have done with an argument, and may do with it afterwards, where no contract says it.</summary>
/// <param name="IsLocked">Whether it arrives locked.</param>
/// <param name="IsKept">Whether the caller keeps its reference to a page and gives it back after the call.</param>
internal readonly record struct Arrival(bool IsLocked, bool IsKept)
{
    /// <summary>All others.</summary>
    public static IEnumerable<Arrival> Others => [new(true, false), new(false, true), new(true, true)];
}
