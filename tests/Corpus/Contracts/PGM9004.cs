using System;
using System.Collections.Generic;
using System.IO;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Contracts;

/// <summary>PGM9004: a contract stands where there is an object that it can speak of.</summary>
[Protocol("valve", "Open", "Shut")]
public class PGM9004
{
    public static void NoProtocolBad([Requires(State.Locked)] Stream stream) => stream.Flush(); // PGM9004

    public static void ElementsBad([Produces(State.Released)] Page[] pages) => Array.Clear(pages); // PGM9004

    public static void SpanBad([Requires(State.Locked)] ReadOnlySpan<Page> pages) => pages.ToString(); // PGM9004

    public static void BaseTypeBad([Produces(State.Released)] IDisposable page) => page.Dispose(); // PGM9004

    public static void AnythingBad<T>([Produces(State.Released)] T page) => page!.ToString(); // PGM9004

    public static void ParameterGood([Produces(State.Released)] Page page) => page.Release();

    [Requires("Open")] // PGM9004
    public static void StaticBad(Page page) => page.MarkDirty();

    [Requires("Open"), Produces("Shut")]
    public void MemberGood()
    {
    }

    [return: Produces(State.Held)] // PGM9004
    public static int ResultBad(Page page) => page.Size;

    [return: Produces(State.Held)] // PGM9004
    public static List<List<Page>> ListsBad() => [];

    [return: Produces(State.Held)]
    public static Page ResultGood(PageArena arena) => arena.Allocate();

    public static void ReplacedBad([Replaces(State.Superseded)] Page page) => page.MarkDirty(); // PGM9004

    public static void ReplacedGood([Replaces(State.Superseded)] ref Page page, Page other) => page = other;

    public static void OwedBad([Owes(Question.Sanity, "PGM1005")] Page page) => page.MarkDirty(); // PGM9004

    public static void HandedOverGood([Transfers] Stream stream) => stream.Flush();

    public static void LocalFunctionBad(Page page)
    {
        Mark(page);

        [Requires("Open")] // PGM9004
        void Mark(Page marked) => marked.MarkDirty();
    }

    public static void LocalFunctionGood(Page page)
    {
        Take(page);

        static void Take([Transfers] Page taken) => taken.Release();
    }

    public static Func<bool> LambdaBad(Page page) => [MustUse("PGM1003")] () => page.TryLock(); // PGM9004

    public static Action<Page> LambdaParameterGood() => ([Requires(State.Locked)] Page page) => page.Unlock();
}
