using System.Collections.Generic;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>What is charged for the old page is not charged for the new one: nobody pays for it, and the old one is never paid off.</summary>
/// <note>Accounts are the program's own data; no contract ties them to a page.</note>
public sealed class A12
{
    private readonly Dictionary<Page, string> _payers = [];

    public void Broken(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        file.Replace(oldPage, newPage);
    }

    public void Repaired(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (_payers.Remove(oldPage, out string? payer))
            _payers.Add(newPage, payer);
        file.Replace(oldPage, newPage);
    }
}
