using System.Text;

namespace Crm.Messaging.Messages;

/// <summary>The rule that put a message, and what it went by.</summary>
/// <param name="Key">Stays the same for ever: who is taken out of it gets no more of it.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Because">The facts behind it, in words, as they were when it was put: whoever may read the message reads them. 500 bytes at most.</param>
public sealed record MessageAutomation(string Key, string Title, string Because)
{
    /// <summary>Characters of a key and of a title at most.</summary>
    public const int MostName = 100;

    /// <summary>Bytes of the facts at most.</summary>
    public const int MostBecause = 500;

    /// <summary>Whether its members may stand in the ledger.</summary>
    internal bool IsSound => Key.Trim().Length > 0 && Key.Length <= MostName && Title.Trim().Length > 0 && Title.Length <= MostName && Encoding.UTF8.GetByteCount(Because) <= MostBecause;
}
