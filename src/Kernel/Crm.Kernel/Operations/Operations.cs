using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Operations;

/// <summary>The tenant's operations: start, look, stop, resume, undo. Scoped.</summary>
public sealed class Operations
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    private readonly ISession _session;
    private readonly ChangeContext _change;
    private readonly AfterCommit _afterCommit;
    private readonly ShellSettings _settings;
    private readonly OperationPump _pump;
    // Asked for late: a kind may itself ask for Operations.
    private readonly Func<IEnumerable<IOperation>> _kinds;
    private readonly TimeProvider _time;

    internal Operations(ISession session, ChangeContext change, AfterCommit afterCommit, ShellSettings settings, OperationPump pump, Func<IEnumerable<IOperation>> kinds, TimeProvider time)
        => (_session, _change, _afterCommit, _settings, _pump, _kinds, _time) = (session, change, afterCommit, settings, pump, kinds, time);

    /// <summary>Starts one with the commit of this unit of work, on behalf of who acts now. Gives its id.</summary>
    /// <param name="kind">That of a registered <see cref="IOperation"/>.</param>
    /// <param name="total">How many items it concerns, as it was shown to who asked.</param>
    public async Task<string> StartAsync(string kind, JsonObject input, long total)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var row = new OperationRow
        {
            Id = ContentId.New(), Kind = kind, Input = input.ToJsonString(), Total = total, State = (int)OperationState.Waiting,
            Actor = _change.Actor, ActorName = _change.ActorName, Culture = CultureInfo.CurrentUICulture.Name, CreatedUtc = now,
        };
        var db = await _session.GetConnectionAsync(write: true);
        var old = now - s_kept;
        await db.GetTable<OperationRow>().Where(one => one.CreatedUtc < old && one.EndedUtc != null).DeleteAsync();
        await db.InsertAsync(row);
        Begin();
        return row.Id;
    }

    /// <summary>One, or null.</summary>
    public async Task<OperationInfo?> GetAsync(string id)
        => await (await _session.GetConnectionAsync()).GetTable<OperationRow>().FirstOrDefaultAsync(row => row.Id == id) is { } row ? InfoOf(row) : null;

    /// <summary>The newest first.</summary>
    /// <param name="actor">Those of that user only; null for all.</param>
    public async Task<IReadOnlyList<OperationInfo>> ListAsync(string? actor, int take = 50)
    {
        var rows = (await _session.GetConnectionAsync()).GetTable<OperationRow>().Where(row => actor == null || row.Actor == actor);
        return [.. (await rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.Id).Take(take).ToListAsync()).Select(InfoOf)];
    }

    /// <summary>Stops it after the step it is at; false when it has ended already or is not to be stopped.</summary>
    public async Task<bool> CancelAsync(string id)
    {
        if (await GetAsync(id) is not { IsStoppable: true })
        {
            return false;
        }

        var db = await _session.GetConnectionAsync(write: true);
        return await db.GetTable<OperationRow>().Where(row => row.Id == id && row.State <= (int)OperationState.Running)
            .Set(row => row.State, (int)OperationState.Cancelled).Set(row => row.EndedUtc, _time.GetUtcNow().UtcDateTime).UpdateAsync() > 0;
    }

    /// <summary>Goes on with one that failed or was stopped, from where it stands; false for any other and for one that was undone.</summary>
    public async Task<bool> ResumeAsync(string id)
    {
        var db = await _session.GetConnectionAsync(write: true);
        var resumed = await db.GetTable<OperationRow>()
            .Where(row => row.Id == id && row.UndoneBy == null && (row.State == (int)OperationState.Failed || row.State == (int)OperationState.Cancelled))
            .Set(row => row.State, (int)OperationState.Running).Set(row => row.EndedUtc, (DateTime?)null).Set(row => row.Error, (string?)null).Set(row => row.Attempts, 0).UpdateAsync() > 0;
        if (resumed)
        {
            Begin();
        }

        return resumed;
    }

    /// <summary>Starts the operation that takes back what that one did, and gives its id; null when there is nothing to undo, it is still at work, or it is undone already.</summary>
    public async Task<string?> UndoAsync(string id)
    {
        var db = await _session.GetConnectionAsync(write: true);
        if (await GetAsync(id) is not { IsUndoable: true } operation)
        {
            return null;
        }

        var undo = await StartAsync(UndoBatch.Name, new JsonObject { [UndoBatch.Batch] = id, [UndoBatch.Of] = operation.Kind, [UndoBatch.OfInput] = operation.Input.DeepClone() }, operation.Done - operation.Left);
        await db.GetTable<OperationRow>().Where(row => row.Id == id).Set(row => row.UndoneBy, undo).UpdateAsync();
        return undo;
    }

    /// <summary>Returns when the operations that this host began for the tenant have ended; for tests and commands.</summary>
    public Task SettleAsync() => _pump.SettleAsync(_settings.Name);

    /// <summary>Does all that is to be done in this process, or waits while another does it; for commands.</summary>
    public Task RunUntilNoneIsLeftAsync(CancellationToken cancellationToken) => _pump.RunUntilNoneIsLeftAsync(_settings, TimeSpan.FromSeconds(1), cancellationToken);

    private void Begin() => _afterCommit.Add(() =>
    {
        _pump.Begin(_settings);
        return Task.CompletedTask;
    });

    private OperationInfo InfoOf(OperationRow row)
    {
        var input = (JsonObject)JsonNode.Parse(row.Input)!;
        var kind = _kinds().FirstOrDefault(kind => kind.Kind == row.Kind);
        return new OperationInfo(
            row.Id, row.Kind, kind?.TitleOf(input, row.Total) ?? row.Kind, input, (OperationState)row.State, row.Total, row.Done, row.Left,
            JsonSerializer.Deserialize<List<OperationFault>>(row.Faults) ?? [], row.Actor, row.ActorName, row.CreatedUtc, row.EndedUtc, row.Error, row.UndoneBy, kind?.IsFinal ?? false);
    }
}

/// <summary>How an operation stands.</summary>
/// <param name="Title">What is done, in the language of the moment; the kind where its feature is off.</param>
/// <param name="Done">Items dealt with.</param>
/// <param name="Left">Of these, how many were left as they were.</param>
/// <param name="Faults">The first of those left.</param>
/// <param name="Error">Why it stopped, with the reference of the error.</param>
/// <param name="UndoneBy">The operation that undoes it.</param>
/// <param name="IsFinal">It can be neither stopped nor taken back.</param>
public sealed record OperationInfo(
    string Id, string Kind, string Title, JsonObject Input, OperationState State, long Total, long Done, long Left, IReadOnlyList<OperationFault> Faults,
    string Actor, string ActorName, DateTime CreatedUtc, DateTime? EndedUtc, string? Error, string? UndoneBy, bool IsFinal)
{
    /// <summary>Whether it waits or works.</summary>
    public bool IsUnderWay => State <= OperationState.Running;

    /// <summary>Whether it can be stopped now.</summary>
    public bool IsStoppable => IsUnderWay && !(IsFinal && State == OperationState.Running);

    /// <summary>Whether it can be taken back now.</summary>
    public bool IsUndoable => !IsFinal && !IsUnderWay && UndoneBy is null && Done > Left;

    /// <summary>Whether it can go on.</summary>
    public bool IsResumable => State is OperationState.Failed or OperationState.Cancelled && UndoneBy is null;

    /// <summary>How far it is, 0 to 100; a total that grew meanwhile never shows more than 99 before the end.</summary>
    public int Percent => State == OperationState.Done ? 100 : Total == 0 ? 0 : (int)Math.Min(99, Done * 100 / Total);
}
