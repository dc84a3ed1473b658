using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Brakes;

/// <summary>The brakes that are on, and pulling one; scoped.</summary>
internal sealed class BrakeBoard(ISession session, BrakeFile file, JobAlarm<SendMessages> soon, AfterCommit after, ChangeContext change, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Those that stop something now, the oldest first: of the database, and of this node's files, which may be ahead of it.</summary>
    public async Task<IReadOnlyList<Brake>> OnAsync(CancellationToken cancellationToken)
    {
        var (now, stored) = (Now, await UnreleasedAsync(cancellationToken));
        var ahead = file.All().Where(one => stored.All(row => row.BrakeId != one.BrakeId)).ToList();
        var released = ahead.Count == 0 ? [] : await ReleasedAsync([.. ahead.Select(one => one.BrakeId)], cancellationToken);
        return [.. stored.Concat(ahead.Where(one => !released.Contains(one.BrakeId))).Where(one => one.IsOn(now)).OrderBy(one => one.PulledUtc)];
    }

    /// <summary>Changes whenever somebody pulls or releases a brake on this node.</summary>
    public long Stamp() => file.Stamp();

    /// <summary>One, on or off; null when there is none of that id.</summary>
    public async Task<Brake?> FindAsync(string brakeId, CancellationToken cancellationToken) => await (await session.GetConnectionAsync()).GetTable<Brake>().FirstOrDefaultAsync(row => row.BrakeId == brakeId, cancellationToken);

    /// <summary>Those that were never released, whether they stop anything now or not.</summary>
    public async Task<IReadOnlyList<Brake>> UnreleasedAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Brake>().Where(row => row.ReleasedUtc == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>The last ones that were released, the newest first.</summary>
    public async Task<IReadOnlyList<Brake>> PastAsync(int take, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Brake>().Where(row => row.ReleasedUtc != null).OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);

    /// <summary>Pulls one. It holds on this node when this returns, before anything else of the request; on the others with the commit.</summary>
    /// <param name="trip">By what it was pulled by itself; blank for what people pull.</param>
    /// <param name="valueName">Of a segment, its name.</param>
    public async Task<Brake> PullAsync(string scope, string value, string reason, bool sparesTransactional, DateTime? untilUtc, CancellationToken cancellationToken, string trip = "", string valueName = "")
    {
        var brake = new Brake
        {
            BrakeId = ContentId.New(), Scope = scope, Value = value, ValueName = valueName, Reason = reason, SparesTransactional = sparesTransactional, UntilUtc = untilUtc, PulledUtc = Now, By = change.Actor, ByName = change.ActorName, Trip = trip,
        };
        file.Write(brake);
        await StoreAsync(brake, cancellationToken);
        return brake;
    }

    /// <summary>Takes into the database what only the files know: the database could not be written when somebody pulled the brake. Takes away the files of those that were released.</summary>
    public async Task AgreeAsync(CancellationToken cancellationToken)
    {
        var files = file.All();
        if (files.Count == 0)
        {
            return;
        }

        var ids = files.Select(one => one.BrakeId).ToList();
        var (released, stored) = (await ReleasedAsync(ids, cancellationToken), (await UnreleasedAsync(cancellationToken)).Select(row => row.BrakeId).ToList());
        foreach (var one in files.Where(one => !stored.Contains(one.BrakeId)))
        {
            if (released.Contains(one.BrakeId))
            {
                file.Delete(one.BrakeId);
            }
            else
            {
                await StoreAsync(one, cancellationToken);
            }
        }
    }

    /// <summary>Lets new messages go again. What it held stays held: the triage says what becomes of it.</summary>
    public async Task ReleaseAsync(Brake brake, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<Brake>().Where(row => row.BrakeId == brake.BrakeId && row.ReleasedUtc == null)
            .Set(row => row.ReleasedUtc, Now).Set(row => row.ReleasedByName, change.ActorName).UpdateAsync(cancellationToken);
        session.RecordChange("MessageBrake", "Released");
        after.Add(() =>
        {
            file.Delete(brake.BrakeId);
            soon.Now();
        });
    }

    private async Task StoreAsync(Brake brake, CancellationToken cancellationToken)
    {
        brake.Id = await (await session.GetConnectionAsync(write: true)).InsertWithInt64IdentityAsync(brake, token: cancellationToken);
        session.RecordChange("MessageBrake", "Pulled");
        after.Add(soon.Now); // to hold what it covers
    }

    private async Task<HashSet<string>> ReleasedAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
        => [.. await (await session.GetConnectionAsync()).GetTable<Brake>().Where(row => ids.Contains(row.BrakeId) && row.ReleasedUtc != null).Select(row => row.BrakeId).ToListAsync(cancellationToken)];
}
