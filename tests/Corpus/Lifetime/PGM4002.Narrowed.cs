using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4002: what a cast or a pattern makes of a parameter is given as any other.</summary>
public static class PGM4002Narrowed
{
    public static void CastBad(object state)
    {
        Page page = (Page)state;
        page.Release();
        page.Release(); // PGM4002
    }

    public static void CastGood(object state) => ((Page)state).Release();

    public static void CastTwiceGood(object state)
    {
        ((Page)state).AddReference();
        Page page = (Page)state;
        page.Release();
        page.Release();
    }

    public static void PatternBad(object state)
    {
        if (state is Page page)
        {
            page.Release();
            page.Release(); // PGM4002
        }
    }

    public static void ReferencedGood(object state)
    {
        if (state is not Page page)
            return;
        page.AddReference();
        page.Release();
        page.Release();
    }

    public static void SwitchBad(object? item)
    {
        switch (item)
        {
            case PipeBuffer buffer:
                buffer.Release();
                break;
            case Page { IsUpToDate: true } page:
                page.Release();
                page.Release(); // PGM4002
                break;
        }
    }
}
