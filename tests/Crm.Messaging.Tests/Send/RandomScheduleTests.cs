using System.Globalization;
using Crm.Contacts;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Restraint;
using Crm.Messaging.Tests.Brakes;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>
/// Whatever is put, sent, stopped, decided, wished and waited for, in whatever order, with the sender's eight workers: after each step the states sum to the audience, nothing left twice, nothing
/// that a brake covered, somebody did not want or a rule of what people go through kept back left, and no rule of restraint and no gap was passed. Schedules come of their seed.
/// </summary>
public sealed class RandomScheduleTests
{
    private const int Steps = 24;

    /// <summary>Schedules on each database; 100 with CRM_LONG=1.</summary>
    public static TheoryData<string, int> Schedules
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var seed in Enumerable.Range(1, Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 100 : 2))
            {
                data.Add("Sqlite", seed);
                data.Add("Postgres", seed + 1000);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Schedules))]
    public async Task Any_order_of_things_keeps_what_was_promised(string database, int seed)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        tenant.Host.Clock.AdvanceTo(new DateTimeOffset(tenant.Now.Date.AddDays(1).AddHours(9), TimeSpan.Zero));
        var run = await Schedule.BeginAsync(tenant, new Random(seed));
        for (var step = 0; step < Steps; step++)
        {
            await run.StepAsync();
        }

        Assert.True(run.Checked.Sent > 0, run.Told);
        Assert.True(run.Checked.Held > 0, run.Told);
    }

    private sealed class Schedule
    {
        private static readonly string[] s_actions = ["a", "b", "c"];
        private static readonly string[] s_tones = ["", "festive", "sober"];
        private static readonly string[] s_topics = ["", "news", "toys"];

        private readonly MessagingTenant _tenant;
        private readonly Random _random;
        private readonly List<string> _steps = [];
        private readonly List<(string Id, string Home)> _people = [];
        private readonly Dictionary<string, string> _tones = [];
        private readonly HashSet<long> _forced = [];
        private readonly HashSet<string> _french = [];
        private string _segment = "";
        private int _number;

        private Schedule(MessagingTenant tenant, Random random) => (_tenant, _random) = (tenant, random);

        /// <summary>What was done, for a failure's message.</summary>
        public string Told => string.Join("\n", _steps);

        public (int Sent, int Held) Checked { get; private set; }

        /// <summary>Three families and two who live alone; some addresses fail.</summary>
        public static async Task<Schedule> BeginAsync(MessagingTenant tenant, Random random)
        {
            var schedule = new Schedule(tenant, random);
            await tenant.DoAsync(async services =>
            {
                var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
                site.Put(new RestraintSettings { Gaps = [new IntensityGap { Intensity = MessageIntensity.Warm, Days = 2 }, new IntensityGap { Intensity = MessageIntensity.Strong, Days = 9, PerHousehold = true }] });
                await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
            });
            string[] ways = ["fine", "fine", "later", "fine", "refuse", "broken", "fine", "lost", "fine", "down", "fine"];
            for (var i = 0; i < ways.Length; i++)
            {
                var home = i < 9 ? i % 3 == 0 ? await HomeAsync(tenant, i) : schedule._people[^1].Home : "";
                schedule._people.Add((await tenant.PersonAsync($"P{i}", $"{ways[i]}.{i}@example.org", i % 2 == 0 ? "FR" : "BE", part => part.Memberships = home.Length == 0 ? [] : [new Membership { HouseholdId = home, Role = "adult" }]), home));
            }

            schedule._french.UnionWith(schedule._people.Index().Where(person => person.Index % 2 == 0).Select(person => person.Item.Id));
            schedule._segment = await SegmentBrakeTests.SegmentAsync(tenant, "The French");
            return schedule;
        }

        public async Task StepAsync()
        {
            var (before, pulled, unwanted) = (_tenant.Post.ToHashSet(), await BrakesAsync(), await UnwantedAsync());
            Func<Task>[] kinds = [PutAsync, PutAsync, PutAsync, PutAsync, PullAsync, TriageAsync, TriageAsync, WishAsync, WaitAsync, WaitAsync, KilledAsync, GoThroughAsync, GoThroughAsync];
            await kinds[_random.Next(kinds.Length)]();
            await _tenant.SendAsync();
            var still = (await BrakesAsync()).Where(brake => pulled.Any(one => one.BrakeId == brake.BrakeId)).ToList();
            Check(await _tenant.MessagesAsync(), [.. _tenant.Post.Where(line => !before.Contains(line)).Select(Id)], still, unwanted);
            await CheckContextsAsync([.. (await _tenant.MessagesAsync()).Where(row => !before.Any(line => Id(line) == row.MessageId) && _tenant.Post.Any(line => Id(line) == row.MessageId))]);
        }

        private void Check(IReadOnlyList<Message> rows, IReadOnlyList<string> fresh, IReadOnlyList<Brake> still, IReadOnlySet<(string, string)> unwanted)
        {
            // The states sum to the audience: each that was put stands once, in one state.
            Assert.True(_number == rows.Count && rows.GroupBy(row => (MessageState)row.State).Where(group => Enum.IsDefined(group.Key)).Sum(group => group.Count()) == _number, Told);
            Assert.True(rows.All(row => row.ClaimedBy is null), Told);

            // Nothing left twice, and what left is known to have left, or not known to have not.
            var left = _tenant.Post.Select(Id).ToList();
            Assert.True(left.Count == left.Distinct().Count(), $"Twice:\n{Told}");
            var byId = rows.ToDictionary(row => row.MessageId);
            Assert.True(left.All(id => (MessageState)byId[id].State is MessageState.Sent or MessageState.Uncertain), Told);
            Assert.True(rows.Where(row => row.State == (int)MessageState.Sent).All(row => left.Contains(row.MessageId)), Told);

            // Nothing that a brake covered all the while, nothing that somebody did not want.
            Assert.True(!fresh.Any(id => still.Any(brake => brake.Covers(byId[id], _french.Contains(byId[id].PersonId)))), $"Past the brake:\n{Told}");
            Assert.True(!fresh.Any(id => byId[id] is { Class: (int)MessageClass.Marketing } row && (unwanted.Contains((row.PersonId, "")) || unwanted.Contains((row.PersonId, row.Topic)))), $"Unwanted:\n{Told}");

            var home = _people.ToDictionary(person => person.Id, person => person.Home.Length > 0 ? person.Home : person.Id);
            CheckRule(rows, row => row.PersonId, 3);
            CheckRule(rows, row => home[row.PersonId], 5);
            CheckGap(rows, row => row.PersonId, MessageIntensity.Warm, 2);
            CheckGap(rows, row => home[row.PersonId], MessageIntensity.Strong, 9);
            Checked = (left.Count, Math.Max(Checked.Held, rows.Count(row => row.State == (int)MessageState.Held)));
        }

        // Of what began at one moment nobody knows the order: what goes to many has to fit in beside what had begun before. What a test says was begun was not asked about; it counts afterwards.
        private void CheckRule(IReadOnlyList<Message> rows, Func<Message, string> whose, int most)
        {
            foreach (var counted in rows.Where(row => row.BegunUtc is not null && row.Class != (int)MessageClass.Transactional).GroupBy(whose))
            {
                foreach (var moment in counted.Where(row => row.Class == (int)MessageClass.Marketing && !_forced.Contains(row.Id)).GroupBy(row => row.BegunUtc!.Value))
                {
                    var earlier = counted.Count(row => row.BegunUtc < moment.Key && row.BegunUtc > moment.Key.AddDays(-7));
                    Assert.True(earlier + moment.Count() <= most, $"{earlier} and {moment.Count()} in a week, {most} at most:\n{Told}");
                }
            }
        }

        // The same of words that weigh: beside what goes to many none as strong had begun within the gap.
        private void CheckGap(IReadOnlyList<Message> rows, Func<Message, string> whose, MessageIntensity least, int days)
        {
            foreach (var counted in rows.Where(row => row.BegunUtc is not null && row.Class != (int)MessageClass.Transactional && row.Intensity >= (int)least).GroupBy(whose))
            {
                foreach (var row in counted.Where(row => row.Class == (int)MessageClass.Marketing && !_forced.Contains(row.Id)))
                {
                    Assert.True(!counted.Any(other => other.BegunUtc < row.BegunUtc && other.BegunUtc > row.BegunUtc.Value.AddDays(-days)), $"Within {days} days of {least}:\n{Told}");
                    Assert.True(!counted.Any(other => other != row && other.BegunUtc == row.BegunUtc && other.Class == (int)MessageClass.Marketing && !_forced.Contains(other.Id)), $"Two of {least} at once:\n{Told}");
                }
            }
        }

        private async Task PutAsync()
        {
            var many = _random.Next(4, 14);
            _steps.Add($"put {many}");
            for (var i = 0; i < many; i++)
            {
                var (kind, topic) = ((MessageClass)_random.Next(3), s_topics[_random.Next(s_topics.Length)]);
                var due = _tenant.Now.AddHours(_random.Next(4) == 0 ? _random.Next(1, 30) : 0);
                var tone = s_tones[_random.Next(s_tones.Length)];
                _tones[await _tenant.PutAsync(_people[_random.Next(_people.Count)].Id, s_actions[_random.Next(s_actions.Length)], kind, tone, change: message => message with
                {
                    Step = (_number + 1).ToString(CultureInfo.InvariantCulture), Topic = kind == MessageClass.Marketing ? topic : "", Intensity = (MessageIntensity)_random.Next(4), DueUtc = due, ExpiresUtc = due.AddDays(_random.Next(1, 12)), Priority = _random.Next(3),
                })] = tone;
                _number++;
            }
        }

        private async Task PullAsync()
        {
            var (scope, value) = _random.Next(5) switch { 0 => (BrakeScopes.Everything, ""), 1 => (BrakeScopes.Country, "FR"), 2 => (BrakeScopes.Segment, _segment), 3 => (BrakeScopes.Topic, "news"), _ => (BrakeScopes.Action, "a") };
            _steps.Add($"pull {scope} {value}");
            await _tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().PullAsync(scope, value, "A reason", _random.Next(2) == 0, null, CancellationToken.None));
        }

        private async Task TriageAsync()
        {
            if (await BrakesAsync() is not [var brake, ..])
            {
                return;
            }

            var groups = (await _tenant.InAsync(services => services.GetRequiredService<BrakeFigures>().GroupsAsync(brake.BrakeId, CancellationToken.None))).Select(group => KeyValuePair.Create($"Choices[{group.Field}]", _random.Next(3) == 0 ? "drop" : "send")).ToList();
            _steps.Add($"triage {brake.Scope} {brake.Value}: {string.Join(", ", groups)}");
            using (await _tenant.Admin.SubmitAsync($"/admin/brake/{brake.BrakeId}", groups, $"/admin/brake/{brake.BrakeId}?handler=Sign"))
            {
            }

            await _tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        }

        private async Task WishAsync()
        {
            var (person, topic, kind) = (_people[_random.Next(_people.Count)].Id, s_topics[_random.Next(s_topics.Length)], _random.Next(3) switch { 0 => PreferenceKinds.Stop, 1 => PreferenceKinds.Pause, _ => PreferenceKinds.Allow });
            _steps.Add($"{kind} “{topic}”");
            await _tenant.DoAsync(services => services.GetRequiredService<MessagePreferences>().RecordAsync(person, topic, kind, 7, "agent", "", CancellationToken.None));
        }

        // Somebody, or a family, begins to go through something or is through with it.
        private async Task GoThroughAsync()
        {
            var (id, home) = _people[_random.Next(_people.Count)];
            var (subject, kind, isOver) = (home.Length > 0 && _random.Next(2) == 0 ? home : id, _random.Next(2) == 0 ? "bereavement" : "complaint", _random.Next(3) == 0);
            _steps.Add($"{(isOver ? "over" : "begins")} {kind} of {(subject == home ? "a family" : "somebody")}");
            await _tenant.DoAsync(services => isOver
                ? services.GetRequiredService<Messaging.Contexts.Contexts>().CloseAsync(subject, kind, "r", CancellationToken.None)
                : services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(new NewContext(subject, kind) { Reference = "r", UntilUtc = _tenant.Now.AddDays(_random.Next(1, 9)) }, CancellationToken.None));
        }

        // What holds after a step held all the while that its letters left.
        private async Task CheckContextsAsync(IReadOnlyList<Message> fresh)
        {
            var (kinds, going) = (new ContextSettings().Kinds.ToDictionary(kind => kind.Key), await _tenant.InAsync(services => services.GetRequiredService<ContextRules>().OfPeopleAsync([.. _people.Select(person => person.Id)], CancellationToken.None)));
            Assert.True(!fresh.Any(row => going[row.PersonId].Any(context => kinds[context.Kind].On((MessageClass)row.Class, _tones[row.MessageId], isByHand: false) != ContextVerdict.Pass)), $"Past what they go through:\n{Told}");
        }

        private Task WaitAsync()
        {
            var hours = _random.Next(1, 60);
            _steps.Add($"wait {hours} h");
            _tenant.Host.Clock.Advance(TimeSpan.FromHours(hours));
            return Task.CompletedTask;
        }

        // What a sender that was killed leaves: claims, on what it had begun and on what it had not.
        private async Task KilledAsync()
        {
            var some = (await _tenant.MessagesAsync()).Where(row => row.State is (int)MessageState.Waiting && row.NextUtc > _tenant.Now).OrderBy(_ => _random.Next()).Take(4).Select(row => row.Id).ToList();
            _steps.Add($"killed with {some.Count} in hand");
            var begun = some.Take(some.Count / 2).ToList();
            _forced.UnionWith(begun);
            await KilledSender.LeaveAsync(_tenant, some, begun);
        }

        private Task<IReadOnlyList<Brake>> BrakesAsync() => _tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().OnAsync(CancellationToken.None));

        private async Task<IReadOnlySet<(string, string)>> UnwantedAsync() => (await _tenant.InAsync(services => services.GetRequiredService<MessagePreferences>().StandAsync([.. _people.Select(person => person.Id)], CancellationToken.None)))
            .SelectMany(person => person.Value.Where(stand => stand.Value.Kind == PreferenceKinds.Stop).Select(stand => (person.Key, stand.Key))).ToHashSet();

        private static string Id(string line) => line.Split(' ', 2)[0];

        private static Task<string> HomeAsync(MessagingTenant tenant, int number) => tenant.InAsync(async services =>
        {
            var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Household);
            item.Alter<HouseholdPart>(part => part.Name = $"Family {number}");
            await services.GetRequiredService<IContentManager>().CreateAsync(item);
            return item.ContentItemId;
        });
    }
}
