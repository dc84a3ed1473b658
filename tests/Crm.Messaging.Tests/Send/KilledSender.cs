using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Messaging.Messages;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>What a sender whose process died leaves in the table.</summary>
internal static class KilledSender
{
    /// <summary>Claims of a dead process on messages, some of which it had begun.</summary>
    /// <returns>The name of the dead sender.</returns>
    public static Task<string> LeaveAsync(MessagingTenant tenant, IReadOnlyList<long> claimed, IReadOnlyList<long> begun) => tenant.InAsync(async services =>
    {
        var dead = LockOwner.New().Split('/') is [var machine, _, var part] ? $"{machine}/{int.MaxValue}/{part}" : "";
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        await db.GetTable<Message>().Where(row => claimed.Contains(row.Id)).Set(row => row.ClaimedBy, dead).Set(row => row.ClaimedUntilUtc, tenant.Now.AddMinutes(5)).UpdateAsync();
        await db.GetTable<Message>().Where(row => begun.Contains(row.Id)).Set(row => row.BegunUtc, tenant.Now).Set(row => row.Attempts, 1).UpdateAsync();
        return dead;
    });
}
