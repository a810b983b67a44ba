#pragma once

namespace core::engine {

// A node of an intrusive ring. Objects that derive from it enter and leave a list without
// allocating, and unlink themselves when they are destroyed.
class Link {
 public:
  Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() { unlink(); }

  bool is_linked() const { return next_ != this; }

  void unlink() {
    next_->previous_ = previous_;
    previous_->next_ = next_;
    next_ = previous_ = this;
  }

  // Inserts this before `other`, after removing it from any list it was in.
  void link_before(Link& other) {
    unlink();
    previous_ = other.previous_;
    next_ = &other;
    previous_->next_ = this;
    other.previous_ = this;
  }

  Link& next() const { return *next_; }

 private:
  Link* previous_ = this;
  Link* next_ = this;
};

// A list of T, which derives from Tag, which derives from Link. An object with two tags can be in
// two lists.
template <class T, class Tag = Link>
class LinkedList {
 public:
  bool empty() const { return !head_.is_linked(); }
  T& front() const { return static_cast<T&>(static_cast<Tag&>(head_.next())); }
  void push_back(T& item) { static_cast<Tag&>(item).link_before(head_); }

  T& pop_front() {
    T& first = front();
    static_cast<Tag&>(first).unlink();
    return first;
  }

  // Moves everything in `other` to the end of this list.
  void splice(LinkedList& other) {
    while (!other.empty()) push_back(other.pop_front());
  }

  // `visit` may remove the item it is given, but no other.
  template <class Visit>
  void for_each(Visit visit) const {
    for (Link* at = &head_.next(); at != static_cast<const Link*>(&head_);) {
      T& item = static_cast<T&>(static_cast<Tag&>(*at));
      at = &at->next();
      visit(item);
    }
  }

 private:
  Link head_;
};

}  // namespace core::engine
