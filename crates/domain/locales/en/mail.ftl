# Mails that the server sends. `{ $link }` stands alone on its line, so that every program makes it a link.

mail-member-subject = You are invited to { $client } on Candor
mail-member-body = Hello,

    { $who } invites you to look after the work log of { $client } on Candor.
    Open this link to accept. It works once, until { $until }.

    { $link }

    If you don't know what this is about, do nothing: without you nothing happens.

mail-agent-subject = Your own page at { $client } on Candor
mail-agent-body = Hello,

    { $client } keeps records of your work with Candor. This link opens your own page: everything that the
    server holds about you, and who looked at it. It works once, until { $until }.

    { $link }

    If you don't know what this is about, do nothing: without you nothing happens.

mail-reset-subject = A new password for Candor
mail-reset-body = Hello,

    somebody, you we hope, asked for a new password for this address at { $server }.
    Open this link to set one. It works once, until { $until }, and ends all your sessions.

    { $link }

    If it wasn't you, do nothing: your password stays as it is.
