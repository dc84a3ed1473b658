using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;

namespace Crm.Kernel.Operations;

/// <summary>
/// A long act that somebody asked for (change 48,213 people, undo an import): done step by step behind the screen. A step and the place it reached are committed in one
/// transaction, so that a killed host goes on where it stopped and nothing is done twice; between two steps it can be cancelled. All saves bear the operation's id as their
/// batch: they are undone as one. Register with <c>services.AddOperation&lt;T&gt;()</c>.
/// </summary>
public interface IOperation
{
    /// <summary>Stable name, as it is stored: <c>Contacts.ChangePeople</c>.</summary>
    string Kind { get; }

    /// <summary>Whether it can be neither stopped once it has begun nor taken back: the erasure of a person.</summary>
    bool IsFinal => false;

    /// <summary>What is done, in the language of the moment: "Move 48,213 people to the trash".</summary>
    /// <param name="total">How many items it concerns.</param>
    string TitleOf(JsonObject input, long total);

    /// <summary>Does about <see cref="OperationRun.Size"/> items from <see cref="OperationRun.Place"/> on, moves the place, and says when nothing is left.</summary>
    Task StepAsync(OperationRun run, CancellationToken cancellationToken);
}

/// <summary>One step of an operation: what it was asked for, where it stands, and what it tells of itself.</summary>
public sealed class OperationRun
{
    internal OperationRun(string id, ClaimsPrincipal user, JsonObject input, JsonObject place, int size)
        => (Id, User, Input, Place, Size) = (id, user, input, place, size);

    /// <summary>The operation's id, which is also the batch of its saves.</summary>
    public string Id { get; }

    /// <summary>Who asked for it, with the rights of this moment.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>What it was asked for.</summary>
    public JsonObject Input { get; }

    /// <summary>Where the last step stopped; empty before the first. Changed in place.</summary>
    public JsonObject Place { get; }

    /// <summary>How many items this step may take so that nobody waits long for the write gate.</summary>
    public int Size { get; }

    /// <summary>Items dealt with in this step, those left as they are included.</summary>
    public int Done { get; set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>What this step left as it was, and why.</summary>
    internal List<OperationFault> Left { get; } = [];

    /// <summary>How many this step left as they were.</summary>
    internal int LeftCount { get; private set; }

    /// <summary>Says that nothing is left to do.</summary>
    public void Finish() => IsFinished = true;

    /// <summary>Tells that an item was left as it was.</summary>
    /// <param name="id">The record; its name is shown to who may see it.</param>
    /// <param name="reason">A sentence in the language of who asked.</param>
    public void Leave(string id, string reason)
    {
        Left.Add(new OperationFault(id, reason));
        LeftCount++;
    }

    /// <summary>Tells that so many items were left as they were; which and why is told elsewhere.</summary>
    public void Leave(int count) => LeftCount += count;
}

/// <summary>An item that an operation left as it was.</summary>
/// <param name="Id">The content item's id.</param>
/// <param name="Reason">A sentence.</param>
public sealed record OperationFault(string Id, string Reason);
