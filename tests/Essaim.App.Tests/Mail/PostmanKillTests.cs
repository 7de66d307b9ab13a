using Essaim.App.Mail;
using Essaim.App.Tests.Safety;

namespace Essaim.App.Tests.Mail;

[Collection("Kills")]
public sealed class PostmanKillTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Killed_between_sending_and_noting_it_the_mail_leaves_again_under_the_same_number(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        await using var office = await PostOffice.OpenAsync(coop.StoreText, TimeProvider.System.GetUtcNow());
        await using var sink = new SmtpSink();
        var id = await office.PutAsync();
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Taken = () =>
        {
            taken.TrySetResult();
            return killed.Task;
        };

        using (var victim = VictimProcess.Start("mail", coop.StoreText, office.Folder, sink.Address.ToString()))
        {
            await taken.Task.WaitAsync(TimeSpan.FromMinutes(1));
            Assert.True(await victim.KillAsync(), victim.Complaint);
            killed.SetResult();
        }
        var mail = await office.MailAsync(id);
        Assert.Equal((MailState.Waiting, 1), (mail.State, mail.Attempts));

        using var postman = office.Postman(sink.Address);
        office.Time.Advance(TimeSpan.FromMinutes(2));
        await postman.RoundAsync(default);

        mail = await office.MailAsync(id);
        Assert.Equal((MailState.Sent, 2), (mail.State, mail.Attempts));
        Assert.Equal(2, sink.Messages.Count);
        Assert.All(sink.Messages, m => Assert.Contains($"Message-Id: <{mail.MessageId}@etabli.example>", m));
    }
}
