using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using Crm.Kernel.Localization;
using Fluid.Values;
using LinqToDB.Async;

namespace Crm.Activities.Plans.Liquid;

/// <summary><c>plan</c>: the plan whose target comes next. <c>plan.days_left</c> is counted where the plan is, so it is the same for every reader; <c>plan.sign</c> is "D−37". Blank while there is none.</summary>
internal sealed class PlanObject(ISession session, LocalTime local, PlanWords words, TimeProvider time) : ILiquidObject
{
    private const int Most = 50;

    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
    {
        var (site, now) = (await local.ZoneAsync(), time.GetUtcNow().UtcDateTime);
        var ids = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ActivityTypes.Plan && row.Latest).OrderByDescending(row => row.DocumentId).Take(Most).Select(row => row.DocumentId).ToListAsync();
        var next = (await session.GetAsync<ContentItem>(ids)).Select(item => item.As<PlanPart>()).OfType<PlanPart>().Where(plan => plan.Target != default && PlanClock.DaysLeft(plan, site, now) >= 0).MinBy(plan => PlanClock.TargetUtc(plan, site));
        return member switch
        {
            "days_left" => next is null ? NilValue.Instance : NumberValue.Create(PlanClock.DaysLeft(next, site, now)),
            "sign" => next is null ? NilValue.Instance : new StringValue(words.Left(PlanClock.DaysLeft(next, site, now))),
            "target" => next is null ? NilValue.Instance : new DateTimeValue(new DateTimeOffset(PlanClock.TargetUtc(next, site))),
            _ => null,
        };
    }
}
